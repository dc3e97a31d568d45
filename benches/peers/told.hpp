// What a game takes of a frame.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace peer {

struct action {
    std::string type, text;
};

struct goal {
    std::string text, goal_id;
    bool achieved = false;
};

struct cost {
    std::string key, type, fund_direction, name, description;
    double amount = 0;
};

struct told {
    std::string character_id, character_type, message_id, text, text_ext, image;
    std::string goal_id, chapter_id, action_message, closing_statement;
    int image_type = 0, current_count = 0, max_chat_count = 0, action = 0;
    std::vector<std::string> insiders;
    std::vector<peer::action> actions;
    std::vector<goal> goals;
    std::vector<std::pair<std::string, std::string>> values;
    std::vector<cost> costs;
};

// The game: it takes what a frame says, and forgets it.
std::size_t tell(told it);

}  // namespace peer
