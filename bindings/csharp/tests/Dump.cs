using System;
using System.Collections.Generic;
using System.Globalization;

namespace Rpggo.Tests
{
    /// <summary>Every property of every event, as lines of text.</summary>
    internal sealed class Dump : RpggoHandler
    {
        internal List<string> Lines { get; } = new List<string>();

        internal int Finished { get; private set; }

        public override void OnEvent(in RpggoEvent e)
        {
            Lines.Add(e.Kind + " " + e.CharacterId + "/" + e.MessageId);
            Check.That(e.ElapsedMs > 0, "no time");
            Check.That(e.Kind == EventKind.Log || !e.Request.IsNone, "no request");
            Check.Equal(e.Raw, e.Field(""), "the whole of raw");
            Check.Equal("", e.Field("/no such field"), "a field that is not there");
        }

        public override void OnStarted(in RpggoEvent e, in StartedPayload p)
        {
            Add(p.HttpStatus);
        }

        public override void OnText(in RpggoEvent e, in TextPayload p)
        {
            Add(p.Delta);
        }

        public override void OnMessage(in RpggoEvent e, in MessagePayload p)
        {
            Add(p.Text, p.TextExt, p.CharacterType, p.Role, p.History, p.Partial, p.CurrentCount,
                p.MaxChatCount, Joined(p.Insiders));
            foreach (ActionView action in p.Actions)
            {
                Add("action", action.Type, action.Text);
            }
        }

        public override void OnImage(in RpggoEvent e, in ImagePayload p)
        {
            Add(p.Url, p.Caption, p.ImageType);
        }

        public override void OnGoals(in RpggoEvent e, in GoalsPayload p)
        {
            Add(p.CurrentGoalId, p.Goals.Count);
            foreach (GoalView goal in p.Goals)
            {
                Add("goal", goal.GoalId, goal.Text, goal.Achieved);
            }
        }

        public override void OnChapter(in RpggoEvent e, in ChapterPayload p)
        {
            Add(p.ChapterId, p.Text);
        }

        public override void OnEnding(in RpggoEvent e, in EndingPayload p)
        {
            Add(p.Won, p.Text);
        }

        public override void OnState(in RpggoEvent e, in StatePayload p)
        {
            Add(p.State, p.Score, p.Outcome, p.Decision, p.FollowUp, p.RedirectCount, p.ScoringMode,
                p.MachineCompleted, Joined(p.UnlockedMachines));
        }

        public override void OnStatus(in RpggoEvent e, in StatusPayload p)
        {
            foreach (StatusValueView value in p.Values)
            {
                Add("value", value.Key, value.Value);
            }
        }

        public override void OnCost(in RpggoEvent e, in CostPayload p)
        {
            Add(p.Type, p.Name, p.Amount, p.Direction, p.Description);
        }

        public override void OnSession(in RpggoEvent e, in SessionPayload p)
        {
            Add(p.SessionId, p.GameId, p.Name, p.Intro, p.Background, p.Image, p.MachineId,
                p.PlayerName, p.PlayerGender);
            foreach (ChapterView chapter in p.Chapters)
            {
                Add("chapter", chapter.ChapterId, chapter.Name, chapter.Intro, chapter.Background,
                    chapter.Image, chapter.BackgroundAudio, chapter.EndingAudio);
                foreach (CharacterView one in chapter.Characters)
                {
                    Add("character", one.CharacterId, one.Name, one.Type, one.Avatar,
                        Joined(one.Phases));
                }
            }
        }

        public override void OnRetrying(in RpggoEvent e, in RetryingPayload p)
        {
            Add(p.Attempt, p.DelayMs > 0, p.Status);
        }

        public override void OnFinished(in RpggoEvent e, in FinishedPayload p)
        {
            Finished++;
            Add(p.Status, p.HttpStatus, p.ServiceCode, p.Detail, p.RetryAfterMs);
        }

        public override void OnLog(in RpggoEvent e, in LogPayload p)
        {
            Add(p.Level, p.Text);
        }

        private static string Joined(in TextList texts)
        {
            return string.Join("+", texts.Copy());
        }

        private void Add(params object[] values)
        {
            Lines.Add("  " + string.Join("|", Array.ConvertAll(
                values, it => Convert.ToString(it, CultureInfo.InvariantCulture))));
        }
    }
}
