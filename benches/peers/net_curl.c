/* Chats over libcurl's multi interface and cJSON, as the manuals of both show it: one thread with
 * curl_multi_poll and curl_multi_perform, a write callback that splits lines, and a queue under a
 * mutex for the thread that plays. */

#include <cjson/cJSON.h>
#include <curl/curl.h>
#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NOTHING = 0, WORDS = 1, END = 2, FAILED = 3 };

typedef struct event {
    struct event *next;
    int kind;
    int ret;
    int action;
    char *character;
    char *message;
    char *text;
} event;

typedef struct chat {
    struct chat *next;
    struct net_curl *client;
    char *line;
    size_t length, room;
} chat;

typedef struct net_curl {
    CURLM *multi;
    pthread_t thread;
    pthread_mutex_t mutex;
    chat *asked;
    event *first, **last;
    event *read;
    bool stops;
    /* Set before the thread starts. */
    char *url, *authorities;
    bool connects_anew;
    struct curl_slist *headers;
} net_curl;

static const char BODY[] =
    "{\"game_id\":\"g\",\"session_id\":\"s\",\"character_id\":\"c\",\"message_id\":\"m\","
    "\"message\":\"Good evening!\"}";

static void queue(net_curl *client, event *new) {
    new->next = NULL;
    pthread_mutex_lock(&client->mutex);
    *client->last = new;
    client->last = &new->next;
    pthread_mutex_unlock(&client->mutex);
}

static char *copied(const cJSON *object, const char *name) {
    const char *text = cJSON_GetStringValue(cJSON_GetObjectItemCaseSensitive(object, name));
    return strdup(text ? text : "");
}

static int whole(const cJSON *object, const char *name) {
    const cJSON *item = cJSON_GetObjectItemCaseSensitive(object, name);
    return cJSON_IsNumber(item) ? item->valueint : 0;
}

static void take_line(net_curl *client, const char *line) {
    if (strncmp(line, "data: {", 7) != 0) return;
    cJSON *json = cJSON_Parse(line + 6);
    if (!json) return;
    const cJSON *data = cJSON_GetObjectItemCaseSensitive(json, "data");
    const cJSON *result = cJSON_GetObjectItemCaseSensitive(data, "result");
    const cJSON *status = cJSON_GetObjectItemCaseSensitive(data, "game_status");
    event *new = calloc(1, sizeof *new);
    new->kind = WORDS;
    new->ret = whole(json, "ret");
    new->action = whole(status, "action");
    new->character = copied(result, "character_id");
    new->message = copied(result, "message_id");
    new->text = copied(result, "text");
    cJSON_Delete(json);
    queue(client, new);
}

static size_t on_bytes(char *bytes, size_t size, size_t count, void *user) {
    chat *chat = user;
    size_t left = size * count;
    while (left > 0) {
        char *end = memchr(bytes, '\n', left);
        size_t part = end ? (size_t)(end - bytes) : left;
        if (chat->length + part + 1 > chat->room) {
            chat->room = 2 * (chat->length + part + 1);
            chat->line = realloc(chat->line, chat->room);
        }
        memcpy(chat->line + chat->length, bytes, part);
        chat->length += part;
        if (!end) break;
        chat->line[chat->length] = 0;
        take_line(chat->client, chat->line);
        chat->length = 0;
        bytes = end + 1;
        left -= part + 1;
    }
    return size * count;
}

static void begin(net_curl *client, chat *chat) {
    CURL *easy = curl_easy_init();
    curl_easy_setopt(easy, CURLOPT_URL, client->url);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, client->headers);
    curl_easy_setopt(easy, CURLOPT_POSTFIELDS, BODY);
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, on_bytes);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, chat);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, chat);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    if (client->authorities) curl_easy_setopt(easy, CURLOPT_CAINFO, client->authorities);
    if (client->connects_anew) curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    if (client->connects_anew) curl_easy_setopt(easy, CURLOPT_SSL_SESSIONID_CACHE, 0L);
    curl_multi_add_handle(client->multi, easy);
}

static void end(net_curl *client, CURL *easy, CURLcode result) {
    chat *chat;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &chat);
    curl_multi_remove_handle(client->multi, easy);
    curl_easy_cleanup(easy);
    free(chat->line);
    free(chat);
    event *new = calloc(1, sizeof *new);
    new->kind = result == CURLE_OK ? END : FAILED;
    new->text = strdup(curl_easy_strerror(result));
    queue(client, new);
}

static void *work(void *user) {
    net_curl *client = user;
    for (;;) {
        pthread_mutex_lock(&client->mutex);
        chat *asked = client->asked;
        client->asked = NULL;
        bool stops = client->stops;
        pthread_mutex_unlock(&client->mutex);
        if (stops) return NULL;
        while (asked) {
            chat *next = asked->next;
            begin(client, asked);
            asked = next;
        }
        int running, left;
        curl_multi_perform(client->multi, &running);
        CURLMsg *message;
        while ((message = curl_multi_info_read(client->multi, &left)))
            if (message->msg == CURLMSG_DONE)
                end(client, message->easy_handle, message->data.result);
        curl_multi_poll(client->multi, NULL, 0, 1000, NULL);
    }
}

net_curl *net_curl_new(const char *url, const char *authorities, bool connects_anew) {
    curl_global_init(CURL_GLOBAL_DEFAULT);
    net_curl *client = calloc(1, sizeof *client);
    client->multi = curl_multi_init();
    client->last = &client->first;
    client->url = strdup(url);
    client->authorities = *authorities ? strdup(authorities) : NULL;
    client->connects_anew = connects_anew;
    client->headers = curl_slist_append(NULL, "Content-Type: application/json");
    client->headers = curl_slist_append(client->headers, "Accept: text/event-stream");
    client->headers = curl_slist_append(client->headers, "Authorization: Bearer a-key-of-sixteen");
    pthread_mutex_init(&client->mutex, NULL);
    pthread_create(&client->thread, NULL, work, client);
    return client;
}

void net_curl_chat(net_curl *client) {
    chat *new = calloc(1, sizeof *new);
    new->client = client;
    pthread_mutex_lock(&client->mutex);
    new->next = client->asked;
    client->asked = new;
    pthread_mutex_unlock(&client->mutex);
    curl_multi_wakeup(client->multi);
}

/* The next event's kind; its text is valid until the next call. */
int net_curl_poll(net_curl *client, const char **text) {
    if (client->read) {
        free(client->read->character);
        free(client->read->message);
        free(client->read->text);
        free(client->read);
    }
    pthread_mutex_lock(&client->mutex);
    event *read = client->read = client->first;
    if (read && !(client->first = read->next)) client->last = &client->first;
    pthread_mutex_unlock(&client->mutex);
    *text = read ? read->text : "";
    return read ? read->kind : NOTHING;
}
