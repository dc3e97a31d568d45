using System;
using System.Collections.Generic;
using System.IO;
using Rpggo.Samples;
using UnityEngine;
using UnityEngine.StandIn;

namespace Rpggo.Unity.StandInTests
{
    /// <summary>The sample, as a player sees it.</summary>
    static class TavernCases
    {
        static readonly List<string> cards = new List<string>();
        static readonly List<string> lines = new List<string>();

        static TavernBootstrap Tavern(TavernBootstrap.Source source, Action<TavernBootstrap> set = null)
        {
            Play.Begin();
            Engine.Assets["Assets/Resources/last-lantern.asset"] = new TextAsset(File.ReadAllText(Play.RecordingPath));
            var tavern = Play.Make<TavernBootstrap>(it =>
            {
                it.source = source;
                it.replaySpeed = -1;
                it.charactersPerSecond = 0;
                if (set != null) set(it);
            });
            Play.Frames(1);
            tavern.Typewriter.utterancePause = 0;
            tavern.Typewriter.onText.AddListener(text => { if (text.Length > 0) lines.Add(tavern.Screen.Speaker.text + ": " + text); });
            return tavern;
        }

        /// <summary>Plays on until a card comes, by clicks alone.</summary>
        static void UntilCard(TavernBootstrap tavern)
        {
            Play.Until(() =>
            {
                tavern.Screen.Prompt.StandInClick();
                return tavern.Screen.Card.IsOpen;
            }, "the next card");
            cards.Add(tavern.Screen.Card.Title.text);
        }

        static void PlayToTheEnd(TavernBootstrap tavern)
        {
            cards.Clear();
            lines.Clear();
            UntilCard(tavern);
            Play.Check(tavern.Screen.Card.Words.text.Contains("The lighthouse of Saltmere has gone dark"), "the introduction");
            Play.Check(!tavern.Screen.Prompt.StandInClick(), "nobody speaks behind the card");
            Play.Check(tavern.Screen.Card.Close.StandInClick(), "the card is put away");
            Play.Same(4, tavern.Screen.Portraits.Count, "portraits");
            Play.Check(!tavern.Screen.Portraits[0].IsLit && tavern.Screen.Portraits[1].IsLit, "the first of the people is spoken to");
            UntilCard(tavern);
            Play.Check(lines.Exists(it => it.Contains("The door of the lighthouse falls shut")), "what leads to the next chapter is read before");
            tavern.Screen.Card.Close.StandInClick();
            UntilCard(tavern);
            Play.Same("The Dark Harbour | Two Hundred and Twelve Steps | You won", cards, "the cards");
            Play.Check(tavern.Screen.Card.Words.text.Contains("Saltmere has a light again"), "the ending");
            Play.Same("☑ Find something to light the lantern with\n☑ Bring the ferry home\n", tavern.Screen.Goals.text, "the goals");
            Play.Check(tavern.Screen.Values.text.Contains("Lantern: burning\n"), "the values to display");
            Play.Check(lines.Exists(it => it.StartsWith("Pip, aged nine and a half: Do it, do it", StringComparison.Ordinal)), "the last talk");
            Play.Check(lines.Exists(it => it.Contains("[A single golden beam over black water")), "the picture's words");
            Play.Same("", tavern.Screen.Notice.text, "nothing failed");
        }

        [Case]
        static void TheTavernPlaysItsRecordingToTheWonEndingTwice()
        {
            var tavern = Tavern(TavernBootstrap.Source.Recording);
            PlayToTheEnd(tavern);
            Play.Check(!tavern.Screen.Prompt.StandInClick() && !tavern.Screen.Say.StandInClick(), "it is over");
            Play.Check(tavern.Screen.Card.Close.StandInClick(), "play again");
            PlayToTheEnd(tavern);
            Engine.Quit();
            Play.MustBeFree();
        }

        [Case]
        static void TheTavernPlaysTheStandInByChangingOneProperty()
        {
            var tavern = Tavern(TavernBootstrap.Source.StandIn, it => it.standInUrl = Play.Standin);
            PlayToTheEnd(tavern);
        }

        [Case]
        static void TheTavernTakesWhatThePlayerTypes()
        {
            var tavern = Tavern(TavernBootstrap.Source.StandIn, it => it.standInUrl = Play.Standin);
            lines.Clear();
            UntilCard(tavern);
            tavern.Screen.Card.Close.StandInClick();
            Play.Check(tavern.Screen.Portraits[2].Button.StandInClick(), "Bram is chosen");
            Play.Until(() => tavern.Screen.Line.interactable, "the player may speak");
            tavern.Screen.Line.StandInType("May I have\tthe oil, please?\n");
            Play.Same("", tavern.Screen.Line.text, "the line is said");
            Play.Until(() => lines.Exists(it => it.StartsWith("Bram, who mends boats: Oil?", StringComparison.Ordinal)), "Bram answers");
            Play.Until(() => tavern.Screen.Say.interactable, "the player may speak again");
            tavern.Screen.Line.StandInType("   \n");
            tavern.Screen.Line.text = "Where is Akiko?";
            Play.Check(tavern.Screen.Say.StandInClick(), "the button says it");
            Play.Until(() => lines.Exists(it => it.Contains("Akiko? Straight down the quay")), "Bram answers again");
        }

        [Case]
        static void TheTavernsWordsCanBeHurried()
        {
            var tavern = Tavern(TavernBootstrap.Source.Recording, it => it.charactersPerSecond = 1);
            lines.Clear();
            UntilCard(tavern);
            tavern.Screen.Card.Close.StandInClick();
            Play.Until(() => tavern.Screen.Prompt.StandInClick(), "the first line");
            Play.Until(() => tavern.Typewriter.IsWriting, "the answer");
            Play.Frames(2);
            Play.Check(tavern.Screen.Dialogue.StandInClick(), "a click on the dialogue");
            Play.Check(tavern.Screen.Words.text.EndsWith("hurry, love.", StringComparison.Ordinal), "shows all of it: " + tavern.Screen.Words.text);
        }

        [Case]
        static void TheTavernSaysWhatIsWrong()
        {
            Play.Expect("There are no settings");
            var tavern = Tavern(TavernBootstrap.Source.Service);
            Play.Until(() => tavern.Screen.Notice.text.Length > 0, "a notice");
            Play.Check(tavern.Screen.Notice.text.Contains("Project Settings > Rpggo"), tavern.Screen.Notice.text);
        }
    }
}
