// Options that are set by name, as an editor's text has them. No library is linked.
#include <utility>

#include "check.hpp"

namespace {

void check_set(rpggo::client_options &options, std::string_view name, std::string_view value) {
  CHECK_TEXT(options.set(name, value).message(), "");
}

// Nothing changes, and the sentence is this one.
void check_refused(std::string_view name, std::string_view value, std::string_view sentence) {
  rpggo::client_options options;
  options.max_retries = 7;
  options.connect_timeout_ms = 7;
  options.replay_speed = 7;
  options.allow_http = true;
  options.service = rpggo::service::aurora;
  const rpggo::error error = options.set(name, value);
  CHECK(error.status() == rpggo::status::invalid_argument);
  CHECK_TEXT(error.message(), sentence);
  CHECK(options.max_retries == 7 && options.connect_timeout_ms == 7 && options.replay_speed == 7);
  CHECK(options.allow_http && options.service == rpggo::service::aurora);
}

void every_type_is_read() {
  rpggo::client_options options;
  check_set(options, "base_url", "http://127.0.0.1:8787");
  CHECK(options.base_url.string() == "http://127.0.0.1:8787");
  check_set(options, "max_retries", "-1");
  CHECK(options.max_retries == -1);
  check_set(options, "max_requests", "4294967295");
  CHECK(options.max_requests == 4294967295);
  check_set(options, "max_event_bytes", "65536");
  CHECK(options.max_event_bytes == 65536);
  check_set(options, "max_recording_bytes", "1073741824");
  CHECK(options.max_recording_bytes == 1073741824);
  check_set(options, "idle_timeout_ms", "1500");
  CHECK(options.idle_timeout_ms == 1500);
  check_set(options, "idle_timeout_ms", "-1");
  CHECK(options.idle_timeout_ms == rpggo::no_timeout);
  for (const char *const yes : {"true", "1"}) {
    options.allow_http = false;
    check_set(options, "allow_http", yes);
    CHECK(options.allow_http && !options.ignore_environment_proxy);
  }
  for (const char *const no : {"false", "0"}) {
    options.allow_http = true;
    check_set(options, "allow_http", no);
    CHECK(!options.allow_http);
  }
  // All of these are exact.
  for (const auto &[text, number] : {std::pair("2", 2.0), std::pair("0.25", 0.25),
                                     std::pair("-1", -1.0), std::pair("12.500", 12.5),
                                     std::pair("0.1", 0.1), std::pair(".01", 0.01)}) {
    check_set(options, "replay_speed", text);
    CHECK(options.replay_speed == number);
  }
}

void enums_have_names_and_numbers() {
  rpggo::client_options options;
  check_set(options, "service", "openai");
  CHECK(options.service == rpggo::service::openai);
  check_set(options, "service", "1");
  CHECK(options.service == rpggo::service::persona);
  // One of a later library.
  check_set(options, "service", "99");
  CHECK(static_cast<rpggo_service>(options.service) == 99);
  check_set(options, "log_level", "debug");
  CHECK(options.log_level == rpggo::log_level::debug);
  check_set(options, "log_level", "none");
  CHECK(options.log_level == rpggo::log_level::none);
}

void an_empty_value_is_the_default() {
  rpggo::client_options options;
  for (const char *const name : {"base_url", "max_retries", "idle_timeout_ms", "allow_http",
                                 "replay_speed", "service", "max_recording_bytes"}) {
    check_set(options, name, "1");
    check_set(options, name, "");
  }
  const rpggo::client_options fresh;
  CHECK(options.base_url.string().empty() && options.max_retries == fresh.max_retries);
  CHECK(options.idle_timeout_ms == fresh.idle_timeout_ms && !options.allow_http);
  CHECK(options.replay_speed == fresh.replay_speed && options.service == fresh.service);
  CHECK(options.max_recording_bytes == fresh.max_recording_bytes);
}

void what_does_not_fit_is_refused_in_words() {
  const char *const retries =
      "max_retries takes a whole number from -2147483648 to 2147483647, not ";
  for (const char *const value : {"many", "1.5", "1 ", " 1", "+1", "1x", "0x10", "-", "2147483648"}) {
    check_refused("max_retries", value, retries + ("\"" + std::string(value) + "\""));
  }
  check_refused("max_requests", "-1",
                "max_requests takes a whole number from 0 to 4294967295, not \"-1\"");
  for (const char *const value : {"-2", "10s", "-", "4294967296"}) {
    check_refused("connect_timeout_ms", value,
                  "connect_timeout_ms takes milliseconds, or -1 for no timeout, not \"" +
                      std::string(value) + "\"");
  }
  check_refused("allow_http", "yes", "allow_http takes true or false, not \"yes\"");
  for (const char *const value : {"fast", "1,5", "1e3", "1.2.3", "5.", ".", "-", "--1", "nan"}) {
    check_refused("replay_speed", value,
                  "replay_speed takes a number such as 0.5, not \"" + std::string(value) + "\"");
  }
  check_refused("service", "OpenAI",
                "service takes rpggo, persona, aurora, openai, or its number, not \"OpenAI\"");
  const rpggo::error unknown = rpggo::client_options().set("baseUrl", "secret");
  CHECK(unknown.status() == rpggo::status::invalid_argument);
  CHECK(contains(unknown.message(), "there is no option \"baseUrl\": use one of service, base_url, "));
  CHECK(contains(unknown.message(), "ignore_environment_proxy, max_requests, "));
  CHECK(contains(unknown.message(), ", log_level") && !contains(unknown.message(), "secret"));
}

}  // namespace

int main() {
  every_type_is_read();
  enums_have_names_and_numbers();
  an_empty_value_is_the_default();
  what_does_not_fit_is_refused_in_words();
}
