/* One game, any service: only the options and the ids differ, and of all events it reads MESSAGE
 * and FINISHED alone. Arguments: SERVICE, BASE_URL, CHARACTER_ID, SESSION_ID. */
#include "check.h"

/* Reads to the end of the request, and shows what is said. */
static int listen(rpggo_client *client, rpggo_request_id request) {
  int messages = 0;
  for (;;) {
    const rpggo_event *event = next_event(client);
    CHECK(event->request == request, "another request");
    if (event->kind == RPGGO_EVENT_MESSAGE) {
      CHECK(!event->as.message.partial, "half an utterance");
      puts(event->as.message.text.data);
      messages++;
    } else if (event->kind == RPGGO_EVENT_FINISHED) {
      CHECK(event->as.finished.status == RPGGO_OK, "%s", event->as.finished.detail.data);
      return messages;
    }
  }
}

int main(int count, char **arguments) {
  CHECK(count == 5, "arguments: SERVICE, BASE_URL, CHARACTER_ID, SESSION_ID");
  rpggo_client_options options = options_for(arguments[2]);
  options.service = (rpggo_service)atoi(arguments[1]);
  rpggo_client *client = make_client(&options);

  rpggo_session_request session = session_request(arguments[4]);
  session.character_id = arguments[3];
  session.player_name = "Alex";
  session.player_gender = "non-binary";
  session.system_prompt = "You are Mira, the harbour keeper.";
  rpggo_request_id request = 0;
  rpggo_status status = rpggo_session_start(client, &session, &request);
  CHECK(status == RPGGO_OK || status == RPGGO_UNSUPPORTED, "no session");
  if (status == RPGGO_OK) listen(client, request);

  static const char *const says[] = {"Mira! What happened to the lighthouse?",
                                     "And who is on the ferry?"};
  for (size_t i = 0; i < sizeof says / sizeof *says; i++) {
    request = start_chat(client, arguments[4], arguments[3], says[i]);
    CHECK(listen(client, request) > 0, "nothing was said");
  }
  rpggo_client_free(client);
  return 0;
}
