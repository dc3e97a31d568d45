namespace Rpggo.Unity.Tests
{
    /// <summary>A recording of one greeting, as small as it can be: these tests need no network.</summary>
    static class SmallStory
    {
        const string Begun =
            "{\"type\":\"recording\",\"version\":1,\"library\":\"rpggo 0.1.0\",\"service\":\"rpggo\",\"base_url\":\"http://127.0.0.1:8787/\",\"started_unix_ms\":0}\n"
            + "{\"type\":\"request\",\"at_us\":1,\"request\":1,\"operation\":\"session_start\",\"asked\":{\"game_id\":\"tea\",\"session_id\":\"s\"},\"sent\":{\"method\":\"POST\",\"path\":\"/v2/open/game/startgame\",\"body\":{}}}\n"
            + "{\"type\":\"answer\",\"at_us\":2,\"request\":1,\"http_status\":200,\"headers\":{\"content-type\":\"application/json\"}}\n"
            + "{\"type\":\"chunk\",\"at_us\":3,\"request\":1,\"text\":\"{\\\"code\\\":0,\\\"msg\\\":\\\"ok\\\",\\\"data\\\":{\\\"name\\\":\\\"Tea for Two\\\",\\\"game_id\\\":\\\"tea\\\",\\\"session_id\\\":\\\"s\\\",\\\"chapter\\\":{\\\"name\\\":\\\"The Kitchen\\\",\\\"chapter_id\\\":\\\"kitchen\\\",\\\"characters\\\":[{\\\"name\\\":\\\"Nan\\\",\\\"id\\\":\\\"nan\\\",\\\"type\\\":\\\"npc\\\"}]}}}\"}\n"
            + "{\"type\":\"end\",\"at_us\":4,\"request\":1,\"how\":\"complete\"}\n"
            + "{\"type\":\"finished\",\"at_us\":5,\"request\":1,\"status\":\"RPGGO_OK\"}\n"
            + "{\"type\":\"request\",\"at_us\":6,\"request\":2,\"operation\":\"chat\",\"asked\":{\"character_id\":\"nan\",\"game_id\":\"tea\",\"message\":\"Hello\",\"session_id\":\"s\"},\"sent\":{\"method\":\"POST\",\"path\":\"/v2/open/game/chatsse\",\"body\":{}}}\n"
            + "{\"type\":\"answer\",\"at_us\":7,\"request\":2,\"http_status\":200,\"headers\":{\"content-type\":\"text/event-stream\"}}\n"
            + "{\"type\":\"chunk\",\"at_us\":8,\"request\":2,\"text\":\"event: data\\ndata: {\\\"ret\\\":200,\\\"message\\\":\\\"success\\\",\\\"data\\\":{\\\"result\\\":{\\\"character_id\\\":\\\"nan\\\",\\\"character_type\\\":\\\"common_npc\\\",\\\"text\\\":\\\"Morning, dear. Kettle’s on.\\\"}}}\\n\\n\"}\n";

        const string Fin =
            "{\"type\":\"chunk\",\"at_us\":9,\"request\":2,\"text\":\"event: fin\\ndata: \\n\\n\"}\n"
            + "{\"type\":\"end\",\"at_us\":10,\"request\":2,\"how\":\"stopped\"}\n"
            + "{\"type\":\"finished\",\"at_us\":11,\"request\":2,\"status\":\"RPGGO_OK\"}\n";

        /// <summary>What Nan says.</summary>
        public const string Words = "Morning, dear. Kettle’s on.";

        /// <summary>From hello to its end.</summary>
        public const string Whole = Begun + Fin;
    }
}
