// A queue from the network's thread to the game's, as plugins for engines write it.
#include <deque>
#include <mutex>
#include <string>
#include <utility>

namespace {

struct event {
    int kind = 0;
    unsigned long long request = 0;
    std::string character_id, message_id, character_type, text;
};

struct queue {
    std::mutex mutex;
    std::deque<event> events;

    void push(event it) {
        std::lock_guard<std::mutex> lock(mutex);
        events.push_back(std::move(it));
    }

    bool pop(event &to) {
        std::lock_guard<std::mutex> lock(mutex);
        if (events.empty()) return false;
        to = std::move(events.front());
        events.pop_front();
        return true;
    }
};

}  // namespace

extern "C" {

void *peer_queue_new() { return new queue; }

void peer_queue_free(void *it) { delete static_cast<queue *>(it); }

void peer_queue_push(void *it, const char *text) {
    const char *id = "7ed2dfa5-bcbc-4621-b2bd-dc0d0555811e";
    static_cast<queue *>(it)->push({1, 7, id, "b5fasdffxef", "common_npc", text});
}

// A game's frame: all that is there is read. Gives how much text was said.
size_t peer_queue_read_all(void *it) {
    size_t said = 0;
    event event;
    while (static_cast<queue *>(it)->pop(event)) said += event.text.size();
    return said;
}

// A poll of an empty queue.
int peer_queue_poll(void *it) {
    event event;
    return static_cast<queue *>(it)->pop(event);
}
}
