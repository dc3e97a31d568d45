/* The frame's JSON read with cJSON, as its README shows. */
#include "lines.h"

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    char *type, *text;
} action;

typedef struct {
    char *goal, *goal_id;
    bool achieved;
} goal;

typedef struct {
    char *key, *value;
} shown;

typedef struct {
    char *key, *type, *fund_direction, *name, *description;
    double amount;
} cost;

typedef struct {
    char *character_id, *character_type, *message_id, *text, *text_ext, *image;
    char *goal_id, *chapter_id, *action_message, *closing_statement;
    int image_type, current_count, max_chat_count, action;
    char **insiders;
    struct action_list {
        action *items;
        int len;
    } actions;
    goal *goals;
    shown *values;
    cost *costs;
    int insiders_len, goals_len, values_len, costs_len;
} told;

static const cJSON *member(const cJSON *object, const char *name) {
    return cJSON_GetObjectItemCaseSensitive(object, name);
}

static char *string(const cJSON *object, const char *name) {
    const cJSON *value = member(object, name);
    return strdup(cJSON_IsString(value) ? value->valuestring : "");
}

static int integer(const cJSON *object, const char *name) {
    const cJSON *value = member(object, name);
    return cJSON_IsNumber(value) ? value->valueint : 0;
}

static void *list(const cJSON *array, size_t size, int *len) {
    *len = array == NULL ? 0 : cJSON_GetArraySize(array);
    return *len == 0 ? NULL : calloc((size_t)*len, size);
}

static void read_lists(told *it, const cJSON *said, const cJSON *status, const cJSON *costs) {
    const cJSON *array, *item;
    int at = 0;
    array = member(said, "insiders");
    it->insiders = list(array, sizeof(char *), &it->insiders_len);
    cJSON_ArrayForEach(item, array)
        it->insiders[at++] = strdup(cJSON_IsString(item) ? item->valuestring : "");
    array = member(said, "action_list");
    it->actions.items = list(array, sizeof(action), &it->actions.len);
    at = 0;
    cJSON_ArrayForEach(item, array)
        it->actions.items[at++] = (action){string(item, "type"), string(item, "text")};
    array = member(member(status, "goal"), "goals_status");
    it->goals = list(array, sizeof(goal), &it->goals_len);
    at = 0;
    cJSON_ArrayForEach(item, array)
        it->goals[at++] = (goal){string(item, "goal"), string(item, "goal_id"),
                                 cJSON_IsTrue(member(item, "achieved"))};
    array = member(status, "displayed_status");
    it->values = list(array, sizeof(shown), &it->values_len);
    at = 0;
    cJSON_ArrayForEach(item, array)
        it->values[at++] = (shown){strdup(item->string),
                                   cJSON_IsString(item) ? strdup(item->valuestring)
                                                        : cJSON_PrintUnformatted(item)};
    it->costs = list(costs, sizeof(cost), &it->costs_len);
    at = 0;
    cJSON_ArrayForEach(item, costs)
        it->costs[at++] = (cost){strdup(item->string), string(item, "type"),
                                 string(item, "fund_direction"), string(item, "name"),
                                 string(item, "description"),
                                 cJSON_GetNumberValue(member(item, "amount"))};
}

static void forget(told *it) {
    char *strings[] = {it->character_id, it->character_type, it->message_id, it->text,
                       it->text_ext, it->image, it->goal_id, it->chapter_id, it->action_message,
                       it->closing_statement};
    for (size_t at = 0; at < sizeof strings / sizeof *strings; at++) free(strings[at]);
    for (int at = 0; at < it->insiders_len; at++) free(it->insiders[at]);
    for (int at = 0; at < it->actions.len; at++) {
        free(it->actions.items[at].type);
        free(it->actions.items[at].text);
    }
    for (int at = 0; at < it->goals_len; at++) {
        free(it->goals[at].goal);
        free(it->goals[at].goal_id);
    }
    for (int at = 0; at < it->values_len; at++) {
        free(it->values[at].key);
        free(it->values[at].value);
    }
    for (int at = 0; at < it->costs_len; at++) {
        free(it->costs[at].key);
        free(it->costs[at].type);
        free(it->costs[at].fund_direction);
        free(it->costs[at].name);
        free(it->costs[at].description);
    }
    free(it->insiders);
    free(it->actions.items);
    free(it->goals);
    free(it->values);
    free(it->costs);
}

/* The game: it takes what a frame says, and forgets it. */
static size_t __attribute__((noinline)) tell(told *it) {
    size_t said = strlen(it->text);
    forget(it);
    return said;
}

static size_t read_frame(peer_buffer *json) {
    cJSON *frame = cJSON_ParseWithLength(json->data, json->len);
    if (frame == NULL) abort();
    const cJSON *data = member(frame, "data"), *said = member(data, "result");
    const cJSON *epoch = member(said, "epoch"), *status = member(data, "game_status");
    told it = {
        .character_id = string(said, "character_id"),
        .character_type = string(said, "character_type"),
        .message_id = string(said, "message_id"),
        .text = string(said, "text"),
        .text_ext = string(said, "text_ext"),
        .image = string(said, "image"),
        .goal_id = string(status, "goal_id"),
        .chapter_id = string(status, "chapter_id"),
        .action_message = string(status, "action_message"),
        .closing_statement =
            string(member(member(status, "goal"), "chapter_tip"), "closing_statement"),
        .image_type = integer(said, "image_type"),
        .current_count = integer(epoch, "current_count"),
        .max_chat_count = integer(epoch, "max_chat_count"),
        .action = integer(status, "action"),
    };
    read_lists(&it, said, status, member(data, "transaction_details"));
    cJSON_Delete(frame);
    return tell(&it);
}

void peer_cjson(void *reader, const char *bytes, size_t len) {
    peer_read(reader, bytes, len, read_frame);
}
