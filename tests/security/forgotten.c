/* Talks once, frees its client, wipes its own copy of the key, and waits to be looked into. */
#define _DEFAULT_SOURCE
#include <rpggo.h>

#include <stdio.h>
#include <string.h>
#include <unistd.h>

static char key[256];
static char headers[512];
static char proxy[512];

/* Says a word to the test, and waits until it answers: without stdio, which has buffers. */
static int tell(const char *word) {
    char answer;
    return write(1, word, strlen(word)) > 0 && read(0, &answer, 1) == 1;
}

static size_t read_line(char *line, size_t size) {
    size_t length = 0;
    while (length + 1 < size && read(0, line + length, 1) == 1 && line[length] != '\n')
        length++;
    line[length] = '\0';
    return length;
}

/* BASE_URL SERVICE CA_FILE; the secrets come by stdin, and so are in no argument. */
int main(int count, char **arguments) {
    rpggo_client_options options = RPGGO_CLIENT_OPTIONS_INIT;
    rpggo_chat_request chat = RPGGO_CHAT_REQUEST_INIT;
    rpggo_client *client;
    const rpggo_event *event;
    int is_over = 0;

    if (count != 4)
        return 2;
    read_line(key, sizeof key);
    if (read_line(headers, sizeof headers) > 0)
        options.extra_headers = headers;
    if (read_line(proxy, sizeof proxy) > 0)
        options.proxy_url = proxy;
    options.base_url = arguments[1];
    options.api_key = key;
    options.service = (rpggo_service)(arguments[2][0] - '0');
    if (arguments[3][0] != '\0')
        options.ca_file = arguments[3];
    options.max_retries = -1;
    if (rpggo_client_new(&options, &client) != RPGGO_OK)
        return 3;
    chat.game_id = "g";
    chat.session_id = "7";
    chat.character_id = "1";
    chat.message = "Hello";
    if (rpggo_chat_start(client, &chat, NULL) != RPGGO_OK)
        return 4;
    while (!is_over) {
        while ((event = rpggo_poll_event(client)) != NULL)
            is_over |= event->kind == RPGGO_EVENT_FINISHED;
        usleep(1000);
    }
    explicit_bzero(key, sizeof key);
    explicit_bzero(headers, sizeof headers);
    explicit_bzero(proxy, sizeof proxy);
    if (!tell("talked\n"))
        return 5;
    rpggo_client_free(client);
    return tell("freed.\n") ? 0 : 6;
}
