// The frame's JSON read with nlohmann/json, as its README shows.
#include "lines.h"
#include "told.hpp"

#include <nlohmann/json.hpp>

using nlohmann::json;

static const json EMPTY = json::object();

static const json &member(const json &object, const char *name) {
    auto found = object.find(name);
    return found == object.end() ? EMPTY : *found;
}

static size_t read_frame(peer_buffer *text) {
    json frame = json::parse(text->data, text->data + text->len);
    const json &data = member(frame, "data"), &said = member(data, "result");
    const json &epoch = member(said, "epoch"), &status = member(data, "game_status");
    const json &goal = member(status, "goal");
    peer::told it;
    it.character_id = said.value("character_id", "");
    it.character_type = said.value("character_type", "");
    it.message_id = said.value("message_id", "");
    it.text = said.value("text", "");
    it.text_ext = said.value("text_ext", "");
    it.image = said.value("image", "");
    it.image_type = said.value("image_type", 0);
    it.current_count = epoch.value("current_count", 0);
    it.max_chat_count = epoch.value("max_chat_count", 0);
    it.goal_id = status.value("goal_id", "");
    it.chapter_id = status.value("chapter_id", "");
    it.action = status.value("action", 0);
    it.action_message = status.value("action_message", "");
    it.closing_statement = member(goal, "chapter_tip").value("closing_statement", "");
    for (const json &item : member(said, "insiders"))
        it.insiders.push_back(item.get<std::string>());
    for (const json &item : member(said, "action_list"))
        it.actions.push_back({item.value("type", ""), item.value("text", "")});
    for (const json &item : member(goal, "goals_status"))
        it.goals.push_back(
            {item.value("goal", ""), item.value("goal_id", ""), item.value("achieved", false)});
    for (const auto &[key, value] : member(status, "displayed_status").items())
        it.values.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
    for (const auto &[key, value] : member(data, "transaction_details").items())
        it.costs.push_back({key, value.value("type", ""), value.value("fund_direction", ""),
                            value.value("name", ""), value.value("description", ""),
                            value.value("amount", 0.0)});
    return peer::tell(std::move(it));
}

extern "C" void peer_nlohmann(void *reader, const char *bytes, size_t len) {
    peer_read(static_cast<peer_reader *>(reader), bytes, len, read_frame);
}
