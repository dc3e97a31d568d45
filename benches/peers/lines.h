/* Lines of an event stream, split as it is done around libcurl's write callback: what came is
 * appended to a buffer, whole lines are taken off its beginning, a blank line ends a frame. */
#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct {
    char *data; /* ends in a NUL */
    size_t len, room;
} peer_buffer;

typedef struct {
    peer_buffer bytes, name, json;
    size_t said;
} peer_reader;

/* Reads the JSON of a frame, and gives how much text it says. */
typedef size_t (*peer_frame)(peer_buffer *json);

void *peer_reader_new(void);
size_t peer_reader_free(void *reader);
void peer_read(peer_reader *reader, const char *bytes, size_t len, peer_frame frame);

#ifdef __cplusplus
}
#endif
