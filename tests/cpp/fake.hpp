// A library for a test: C functions that note some of what they are given, a field of each type at
// least, and do what they are told.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "check.hpp"

namespace {

// What was called, and what the functions do next.
struct {
  std::string called;
  std::uint32_t abi_version = RPGGO_ABI_VERSION;
  rpggo_status status = RPGGO_OK;
  std::vector<rpggo_event> waiting;
  std::size_t polls = 0;
  bool is_flood = false;
} fake;

// A handle is no address.
rpggo_client *const handle = reinterpret_cast<rpggo_client *>(std::uintptr_t{77});
constexpr rpggo_request_id request = 42;

void note(const char *name, rpggo_client *client) {
  if (client != handle) fake.called += client == nullptr ? "NULL." : "another.";
  fake.called += name;
}

void field(const char *name, const char *text) {
  if (text != nullptr) fake.called.append(" ").append(name).append("=").append(text);
}

template <typename Number>
void field(const char *name, Number number) {
  if (number != 0) fake.called.append(" ").append(name).append("=").append(std::to_string(number));
}

#define FIELD(name) field(#name, c->name)

rpggo_status start(const char *name, rpggo_client *client, const rpggo_session_request *c,
                   rpggo_request_id *out) {
  note(name, client);
  CHECK(c->struct_size == sizeof *c);
  FIELD(session_id);
  FIELD(game_id);
  FIELD(chapter_id);
  FIELD(character_id);
  FIELD(machine_id);
  FIELD(player_name);
  FIELD(player_gender);
  FIELD(system_prompt);
  *out = fake.status == RPGGO_OK ? request : 0;
  return fake.status;
}

// What was called since it was asked last.
std::string called() { return std::exchange(fake.called, {}); }

}  // namespace

rpggo_status rpggo_client_new(const rpggo_client_options *c, rpggo_client **out) {
  note("new", handle);
  CHECK(c->struct_size == sizeof *c);
  FIELD(service);
  FIELD(base_url);
  FIELD(total_timeout_ms);
  FIELD(max_retries);
  FIELD(max_queued_bytes);
  FIELD(flags);
  FIELD(replay_speed);
  *out = fake.status == RPGGO_OK ? handle : nullptr;
  return fake.status;
}
void rpggo_client_free(rpggo_client *client) {
  // NULL does nothing.
  if (client != nullptr) note("free", client);
}
rpggo_status rpggo_chat_start(rpggo_client *client, const rpggo_chat_request *c,
                              rpggo_request_id *out) {
  note("chat", client);
  CHECK(c->struct_size == sizeof *c);
  FIELD(message);
  FIELD(game_id);
  FIELD(flags);
  *out = fake.status == RPGGO_OK ? request : 0;
  return fake.status;
}
rpggo_status rpggo_session_start(rpggo_client *client, const rpggo_session_request *c,
                                 rpggo_request_id *out) {
  return start("start", client, c, out);
}
rpggo_status rpggo_session_resume(rpggo_client *client, const rpggo_session_request *c,
                                  rpggo_request_id *out) {
  return start("resume", client, c, out);
}
rpggo_status rpggo_session_history(rpggo_client *client, const rpggo_session_request *c,
                                   rpggo_request_id *out) {
  return start("history", client, c, out);
}
rpggo_status rpggo_session_reset(rpggo_client *client, const rpggo_session_request *c,
                                 rpggo_request_id *out) {
  return start("reset", client, c, out);
}
rpggo_status rpggo_chapter_change(rpggo_client *client, const rpggo_session_request *c,
                                  rpggo_request_id *out) {
  return start("change", client, c, out);
}
rpggo_status rpggo_game_fetch(rpggo_client *client, const rpggo_session_request *c,
                              rpggo_request_id *out) {
  return start("fetch", client, c, out);
}
rpggo_status rpggo_request_cancel(rpggo_client *client, rpggo_request_id id) {
  note("cancel", client);
  field("request", id);
  return fake.status;
}
rpggo_status rpggo_client_stats(rpggo_client *client, rpggo_stats *out) {
  note("stats", client);
  CHECK(out->struct_size == sizeof *out);
  out->retries = 5;
  return fake.status;
}
const rpggo_event *rpggo_poll_event(rpggo_client *client) {
  CHECK(client == handle);
  if (fake.polls == fake.waiting.size() && fake.is_flood) fake.polls = 0;
  return fake.polls < fake.waiting.size() ? &fake.waiting[fake.polls++] : nullptr;
}
rpggo_str rpggo_event_field(const rpggo_event *event, const char *json_pointer) {
  CHECK(event->request == request);
  return {json_pointer, std::strlen(json_pointer)};
}
const char *rpggo_last_error() { return "RPGGO_TIMEOUT: it took long: wait"; }
rpggo_status rpggo_last_status() { return RPGGO_TIMEOUT; }
const char *rpggo_version() { return "0.0.7"; }
std::uint32_t rpggo_abi_version() { return fake.abi_version; }
const char *rpggo_status_name(rpggo_status status) {
  return status == RPGGO_TIMEOUT ? "RPGGO_TIMEOUT" : "RPGGO_OTHER";
}
