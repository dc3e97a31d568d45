using System;

namespace Rpggo.Tests
{
    /// <summary>
    /// Every property of every event and of every result says what the service said: each has a value
    /// of its own in these answers. Arguments: BASE_URL.
    /// </summary>
    internal static class PayloadsTest
    {
        private const string Answer =
            "event: data\n"
            + "data: {'ret':200,'data':{'result':{'character_id':'mira',"
            + "'character_type':'common_npc','text':'Good evening! 🏮','text_ext':'more',"
            + "'epoch':{'current_count':7,'max_chat_count':90},'insiders':['mira','bram'],"
            + "'message_id':'m1','action_list':[{'type':'wave','text':'She waves.'},"
            + "{'type':'nod','text':'She nods.'}]},'game_status':{'goal_id':'g2',"
            + "'goal':{'goals_status':[{'goal_id':'g1','goal':'Oil','achieved':true},"
            + "{'goal_id':'g2','goal':'Glass','achieved':false}]},"
            + "'displayed_status':{'Storm':'near','Courage':3}}}}\n\n"
            + "event: data\n"
            + "data: {'ret':200,'data':{'result':{'character_id':'dm',"
            + "'character_type':'story_dm','text':'Rain.','message_id':'m2'},"
            + "'game_status':{'displayed_status':{'Storm':'here'}}}}\n\n"
            + "event: data\n"
            + "data: {'ret':200,'data':{'result':{'character_id':'painter',"
            + "'character_type':'picture_produce_dm','image':'https://x/y.png',"
            + "'image_type':2,'text':'A beam of light','message_id':'m3'},"
            + "'transaction_details':{'Image':{'type':'ImageConsumption','amount':4.5,"
            + "'fund_direction':'OUT','name':'Pictures','description':'for a picture'}}}}\n\n"
            + "event: data\n"
            + "data: {'ret':200,'data':{'result':{'character_id':'bram',"
            + "'character_type':'common_npc','text':'Aye.','message_id':'m4'},"
            + "'game_status':{'chapter_id':'lighthouse','action':2,"
            + "'action_message':'You climb.'}}}\n\n"
            + "event: fin\ndata: \n\n";

        private static readonly string[] Told =
        {
            "Started /", "  200",
            "Message mira/m1",
            "  Good evening! 🏮|more|common_npc|Character|False|False|7|90|mira+bram",
            "  action|wave|She waves.", "  action|nod|She nods.",
            "Goals mira/m1", "  g2|2", "  goal|g1|Oil|True", "  goal|g2|Glass|False",
            "Status mira/m1", "  value|Storm|near", "  value|Courage|3",
            "Message dm/m2", "  Rain.||story_dm|Narrator|False|False|0|0|",
            "Status dm/m2", "  value|Storm|here", "  value|Courage|3",
            "Image painter/m3", "  https://x/y.png|A beam of light|2",
            "Cost painter/m3", "  ImageConsumption|Pictures|4.5|OUT|for a picture",
            "Message bram/m4", "  Aye.||common_npc|Character|False|False|0|0|",
            "Chapter bram/m4", "  lighthouse|You climb.",
            "Finished /", "  Ok|200|0||0"
        };

        private const string Ending =
            "event: data\n"
            + "data: {'ret':200,'data':{'result':{'character_id':'goal_check_dm',"
            + "'character_type':'goal_check_dm','message_id':'m5'},"
            + "'game_status':{'action':3,'action_message':'Light!'}}}\n\n"
            + "event: fin\ndata: \n\n";

        private const string Failing =
            "event: data\n"
            + "data: {'ret':200,'data':{'result':{'character_id':'bram',"
            + "'character_type':'common_npc','text':'Wait','message_id':'m6'}}}\n\n"
            + "event: err\ndata: {'ret':10000303,'message':'Game over'}\n\n";

        private const string Game =
            "{'code':0,'data':{'name':'The Last Lantern','game_id':'lantern',"
            + "'background':'A harbour','intro':'Once','image':'https://x/game.png',"
            + "'chapter':{'name':'Harbour','chapter_id':'c1','background':'Fog',"
            + "'intro':'You land','image':'https://x/c1.png','background_audio':'b.ogg',"
            + "'ending_audio':'e.ogg','characters':[{'id':'mira','name':'Mira',"
            + "'type':'npc','avatar':'https://x/mira.png','phases':['calm','cross']},"
            + "{'id':'dm','name':'The Tide','type':'dm'}]}}}";

        private static readonly string[] GameTold =
        {
            "Started /", "  200", "Session /",
            "  one|lantern|The Last Lantern|Once|A harbour|https://x/game.png|||",
            "  chapter|c1|Harbour|You land|Fog|https://x/c1.png|b.ogg|e.ogg",
            "  character|mira|Mira|npc|https://x/mira.png|calm+cross",
            "  character|dm|The Tide|dm||",
            "Finished /", "  Ok|200|0||0"
        };

        private const string Opening =
            "{'message':'Well, well.','session_id':'its own','player_name':'Alex',"
            + "'player_gender':'female','machine_id':'main'}";

        private const string State =
            "{'message':'Rare?','current_state':'haggling','score':1.5,'outcome':'won',"
            + "'decision':'pass','follow_up':true,'redirect_count':4,"
            + "'scoring_mode':'scoring','machine_completed':true,"
            + "'unlocked_machines':['attic','cellar']}";

        private static readonly string[] PersonaTold =
        {
            "Started /", "  200", "Session mira/", "  one||||||main|Alex|female",
            "Message mira/", "  Well, well.|||Character|False|False|0|0|",
            "Finished /", "  Ok|200|0||0",
            "Started /", "  200", "Message mira/mine", "  Rare?|||Character|False|False|0|0|",
            "State mira/mine", "  haggling|1.5|won|pass|True|4|scoring|True|attic+cellar",
            "Ending mira/mine", "  True|", "Finished /", "  Ok|200|0||0"
        };

        internal static void Run(string[] arguments)
        {
            Views();
            Persona();
            Kept();
            Retries(arguments[1]);
        }

        private static ChatRequest Chat()
        {
            ChatRequest chat = Tests.Game.Chat("one", "mira", "Good evening!");
            chat.MessageId = "mine";
            return chat;
        }

        private static void Same(string[] expected, Dump dump, string what)
        {
            Check.Equal(string.Join("\n", expected), string.Join("\n", dump.Lines), what);
        }

        private static Recorded Rpggo()
        {
            return new Recorded("rpggo").Stream(Answer).Stream(Ending).Stream(Failing)
                .Json("session_start", Game);
        }

        private static void Ask(RpggoClient client, Dump dump)
        {
            client.ChatStart(Chat());
            Finish(client, dump);
        }

        private static void Finish(RpggoClient client, Dump dump)
        {
            int before = dump.Finished;
            Tests.Game.Until(client, dump, () => dump.Finished > before);
        }

        private static void Views()
        {
            using (var client = new RpggoClient(Rpggo().Options(Service.Rpggo)))
            {
                var dump = new Dump();
                Ask(client, dump);
                Same(Told, dump, "the chat");

                dump.Lines.Clear();
                Ask(client, dump);
                Check.Contains("Ending goal_check_dm/m5\n  True|Light!",
                    string.Join("\n", dump.Lines), "the ending");

                dump.Lines.Clear();
                Ask(client, dump);
                string finished = dump.Lines[dump.Lines.Count - 1];
                Check.Contains("SessionEnded|200|10000303|", finished, "the failure");
                Check.Contains("Game over", finished, "the failure");

                dump.Lines.Clear();
                client.SessionStart(Tests.Game.Session("one"));
                Finish(client, dump);
                Same(GameTold, dump, "the session");
            }
        }

        private static void Persona()
        {
            Recorded recorded = new Recorded("persona").Json("session_start", Opening)
                .Json("chat", State);
            using (var client = new RpggoClient(recorded.Options(Service.Persona)))
            {
                var dump = new Dump();
                client.SessionStart(
                    new SessionRequest { SessionId = "one", CharacterId = "mira" });
                Finish(client, dump);
                Ask(client, dump);
                Same(PersonaTold, dump, "the persona");
            }
        }

        /// <summary>The same in what can be kept.</summary>
        private static void Kept()
        {
            using (var client = new RpggoClient(Rpggo().Options(Service.Rpggo)))
            {
                var pieces = "";
                ChatResult chat = Tests.Game.Wait(
                    client, client.ChatStartAsync(Chat(), piece => pieces += piece));
                Check.Equal("Good evening! 🏮\n\nAye.", chat.Text, "the text");
                Check.Equal(chat.Text, pieces, "the pieces");
                Check.Equal(3, chat.Messages.Count, "utterances");
                Message(chat.Messages[0]);
                Check.Equal(Role.Narrator, chat.Messages[1].Role, "the narrator");
                Check.Equal("g1Oil True g2Glass False g2",
                    chat.Goals[0].GoalId + chat.Goals[0].Text + " " + chat.Goals[0].Achieved + " "
                        + chat.Goals[1].GoalId + chat.Goals[1].Text + " " + chat.Goals[1].Achieved
                        + " " + chat.CurrentGoalId, "the goals");
                Check.Equal(2, chat.StatusValues.Count, "values");
                Check.Equal("Storm=here Courage=3",
                    chat.StatusValues[0].Key + "=" + chat.StatusValues[0].Value + " "
                        + chat.StatusValues[1].Key + "=" + chat.StatusValues[1].Value, "the values");
                Check.Equal("https://x/y.png A beam of light 2",
                    chat.Images[0].Url + " " + chat.Images[0].Caption + " "
                        + chat.Images[0].ImageType, "the picture");
                Cost cost = chat.Costs[0];
                Check.Equal("ImageConsumption Pictures 4.5 OUT for a picture",
                    cost.Type + " " + cost.Name + " " + (cost.Amount == 4.5 ? "4.5" : "?") + " "
                        + cost.Direction + " " + cost.Description, "the cost");
                Check.Equal("lighthouse You climb.",
                    chat.Chapter.ChapterId + " " + chat.Chapter.Text, "the chapter");
                Check.That(chat.Ending == null && chat.State == null, "an ending, or a state");

                Ending ending = Tests.Game.Wait(client, client.ChatStartAsync(Chat())).Ending;
                Check.Equal("True Light!", ending.Won + " " + ending.Text, "the ending");
                Failed(client);
                Session(Tests.Game.Wait(
                    client, client.SessionStartAsync(Tests.Game.Session("one"))));
            }
            KeptOfAPersona();
        }

        private static void Message(ChatMessage message)
        {
            Check.Equal("mira m1 Good evening! 🏮 more common_npc Character False False 7 90",
                message.CharacterId + " " + message.MessageId + " " + message.Text + " "
                    + message.TextExt + " " + message.CharacterType + " " + message.Role + " "
                    + message.History + " " + message.Partial + " " + message.CurrentCount + " "
                    + message.MaxChatCount, "the utterance");
            Check.Equal("mira+bram", string.Join("+", message.Insiders), "who is there");
            Check.Equal("wave She waves. nod She nods.",
                message.Actions[0].Type + " " + message.Actions[0].Text + " "
                    + message.Actions[1].Type + " " + message.Actions[1].Text, "the actions");
        }

        private static void Failed(RpggoClient client)
        {
            var failed = Check.Throws<RpggoException>(
                () => Tests.Game.Wait(client, client.ChatStartAsync(Chat())), "Game over");
            Check.Equal("SessionEnded 200 10000303 0",
                failed.Status + " " + failed.HttpStatus + " " + failed.ServiceCode + " "
                    + failed.RetryAfterMs, "the failure");
            Check.Equal("Wait", failed.Partial.Text, "what came before");
            Check.That(!failed.Partial.Request.IsNone, "its request");
        }

        private static void Session(SessionResult session)
        {
            Check.Equal("one lantern The Last Lantern Once A harbour https://x/game.png",
                session.SessionId + " " + session.GameId + " " + session.Name + " " + session.Intro
                    + " " + session.Background + " " + session.Image, "the session");
            Chapter chapter = session.Chapters[0];
            Check.Equal("c1 Harbour You land Fog https://x/c1.png b.ogg e.ogg",
                chapter.ChapterId + " " + chapter.Name + " " + chapter.Intro + " "
                    + chapter.Background + " " + chapter.Image + " " + chapter.BackgroundAudio + " "
                    + chapter.EndingAudio, "the chapter");
            Character mira = chapter.Characters[0];
            Check.Equal("mira Mira npc https://x/mira.png calm+cross",
                mira.CharacterId + " " + mira.Name + " " + mira.Type + " " + mira.Avatar + " "
                    + string.Join("+", mira.Phases), "the character");
            Check.Equal(2, chapter.Characters.Count, "characters");
        }

        private static void KeptOfAPersona()
        {
            Recorded recorded = new Recorded("persona").Json("session_start", Opening)
                .Json("chat", State);
            using (var client = new RpggoClient(recorded.Options(Service.Persona)))
            {
                SessionResult session = Tests.Game.Wait(client, client.SessionStartAsync(
                    new SessionRequest { SessionId = "one", CharacterId = "mira" }));
                Check.Equal("main Alex female Well, well.",
                    session.MachineId + " " + session.PlayerName + " " + session.PlayerGender + " "
                        + session.Messages[0].Text, "the session");
                PersonaState state = Tests.Game.Wait(client, client.ChatStartAsync(Chat())).State;
                Check.Equal("haggling True won pass True 4 scoring True attic+cellar",
                    state.State + " " + (state.Score == 1.5) + " " + state.Outcome + " "
                        + state.Decision + " " + state.FollowUp + " " + state.RedirectCount + " "
                        + state.ScoringMode + " " + state.MachineCompleted + " "
                        + string.Join("+", state.UnlockedMachines), "the state");
            }
        }

        private static void Retries(string baseUrl)
        {
            RpggoClientOptions options =
                Tests.Game.Options(Tests.Game.WithFault(baseUrl, "status=429,retry-after=1,times=1"));
            options.MaxRetries = 1;
            options.LogLevel = LogLevel.Info;
            using (var client = new RpggoClient(options))
            {
                var dump = new Dump();
                client.SessionStart(Tests.Game.Session("retried"));
                Finish(client, dump);
                Check.That(dump.Lines.Contains("  1|True|RateLimited"), "no retry");
                Check.That(dump.Lines.Exists(it => it.StartsWith("  Info|", StringComparison.Ordinal)),
                    "no log");
            }
        }
    }
}
