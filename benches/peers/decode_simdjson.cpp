// The frame's JSON read with simdjson's on-demand parser, in the order in which the service writes
// it, as that parser likes it best.
#include "lines.h"
#include "told.hpp"

#include <simdjson.h>

using namespace simdjson;
using ondemand::object;

static void set(std::string &to, object &from, const char *name) {
    std::string_view value;
    if (from[name].get_string().get(value) == SUCCESS) to = value;
}

static void set(int &to, object &from, const char *name) {
    int64_t value;
    if (from[name].get_int64().get(value) == SUCCESS) to = static_cast<int>(value);
}

static std::string plain(ondemand::value value) {
    std::string_view text;
    if (value.type() == ondemand::json_type::string) return std::string(value.get_string().value());
    return std::string(to_json_string(value).value());
}

static void read_said(peer::told &it, object said) {
    set(it.character_id, said, "character_id");
    set(it.character_type, said, "character_type");
    set(it.image, said, "image");
    set(it.image_type, said, "image_type");
    set(it.text, said, "text");
    set(it.text_ext, said, "text_ext");
    object epoch;
    if (said["epoch"].get_object().get(epoch) == SUCCESS) {
        set(it.current_count, epoch, "current_count");
        set(it.max_chat_count, epoch, "max_chat_count");
    }
    ondemand::array list;
    if (said["insiders"].get_array().get(list) == SUCCESS)
        for (auto item : list) it.insiders.emplace_back(item.get_string().value());
    set(it.message_id, said, "message_id");
    if (said["action_list"].get_array().get(list) == SUCCESS)
        for (object item : list) {
            it.actions.emplace_back();
            set(it.actions.back().type, item, "type");
            set(it.actions.back().text, item, "text");
        }
}

static void read_status(peer::told &it, object status) {
    set(it.goal_id, status, "goal_id");
    object goal, tip, values;
    ondemand::array goals;
    if (status["goal"].get_object().get(goal) == SUCCESS) {
        if (goal["chapter_tip"].get_object().get(tip) == SUCCESS)
            set(it.closing_statement, tip, "closing_statement");
        if (goal["goals_status"].get_array().get(goals) == SUCCESS)
            for (object item : goals) {
                it.goals.emplace_back();
                set(it.goals.back().text, item, "goal");
                set(it.goals.back().goal_id, item, "goal_id");
                bool achieved;
                if (item["achieved"].get_bool().get(achieved) == SUCCESS)
                    it.goals.back().achieved = achieved;
            }
    }
    set(it.chapter_id, status, "chapter_id");
    set(it.action, status, "action");
    set(it.action_message, status, "action_message");
    if (status["displayed_status"].get_object().get(values) == SUCCESS)
        for (auto field : values)
            it.values.emplace_back(field.unescaped_key().value(), plain(field.value()));
}

static void read_cost(peer::told &it, std::string_view key, object cost) {
    it.costs.emplace_back();
    peer::cost &to = it.costs.back();
    to.key = key;
    set(to.type, cost, "type");
    double amount;
    if (cost["amount"].get_double().get(amount) == SUCCESS) to.amount = amount;
    set(to.fund_direction, cost, "fund_direction");
    set(to.name, cost, "name");
    set(to.description, cost, "description");
}

static size_t read_frame(peer_buffer *json) {
    static ondemand::parser parser;
    ondemand::document frame = parser.iterate(json->data, json->len, json->room);
    object data = frame["data"].get_object();
    peer::told it;
    read_said(it, data["result"].get_object());
    read_status(it, data["game_status"].get_object());
    object costs;
    if (data["transaction_details"].get_object().get(costs) == SUCCESS)
        for (auto field : costs) read_cost(it, field.unescaped_key().value(), field.value());
    return peer::tell(std::move(it));
}

extern "C" void peer_simdjson(void *reader, const char *bytes, size_t len) {
    peer_read(static_cast<peer_reader *>(reader), bytes, len, read_frame);
}
