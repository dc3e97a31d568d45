#include "lines.h"

#include <stdlib.h>
#include <string.h>

/* simdjson wants so many bytes behind the JSON that it may read. */
enum { PADDING = 64 };

static void append(peer_buffer *to, const char *bytes, size_t len) {
    if (to->len + len + PADDING > to->room) {
        to->room = 2 * (to->len + len + PADDING);
        to->data = realloc(to->data, to->room);
        if (to->data == NULL) abort();
    }
    memcpy(to->data + to->len, bytes, len);
    to->len += len;
    to->data[to->len] = '\0';
}

static void take_line(peer_reader *it, const char *line, size_t len, peer_frame frame) {
    if (len > 0 && line[len - 1] == '\r') len--;
    if (len == 0) {
        if (it->json.len > 0 && (it->name.len == 0 || strcmp(it->name.data, "data") == 0))
            it->said += frame(&it->json);
        it->json.len = it->name.len = 0;
    } else if (len >= 5 && memcmp(line, "data:", 5) == 0) {
        size_t skip = len > 5 && line[5] == ' ' ? 6 : 5;
        if (it->json.len > 0) append(&it->json, "\n", 1);
        append(&it->json, line + skip, len - skip);
    } else if (len >= 6 && memcmp(line, "event:", 6) == 0) {
        size_t skip = len > 6 && line[6] == ' ' ? 7 : 6;
        it->name.len = 0;
        append(&it->name, line + skip, len - skip);
    }
}

void peer_read(peer_reader *it, const char *bytes, size_t len, peer_frame frame) {
    append(&it->bytes, bytes, len);
    char *at = it->bytes.data, *end = at + it->bytes.len, *newline;
    while ((newline = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        take_line(it, at, (size_t)(newline - at), frame);
        at = newline + 1;
    }
    it->bytes.len = (size_t)(end - at);
    memmove(it->bytes.data, at, it->bytes.len);
}

void *peer_reader_new(void) {
    void *reader = calloc(1, sizeof(peer_reader));
    if (reader == NULL) abort();
    return reader;
}

size_t peer_reader_free(void *reader) {
    peer_reader *it = reader;
    size_t said = it->said;
    free(it->bytes.data);
    free(it->name.data);
    free(it->json.data);
    free(it);
    return said;
}
