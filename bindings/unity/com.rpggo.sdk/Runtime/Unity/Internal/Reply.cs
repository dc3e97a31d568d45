using System;
using System.Collections.Generic;

namespace Rpggo.Unity
{
    /// <summary>The reply to one line of the player. It outlives the character object: the session
    /// continues to receive the story.</summary>
    sealed class Reply : Listener
    {
        readonly RpggoSession session;
        readonly string playThrough;
        readonly string line;
        RpggoCharacter character;
        Connection connection;
        RequestId request;
        string nextChapter;
        bool isOver, isTold;

        /// <param name="character">The character.</param>
        /// <param name="session">The session.</param>
        /// <param name="line">The player's line; null: the character speaks first.</param>
        public Reply(RpggoCharacter character, RpggoSession session, string line)
        {
            this.character = character;
            this.session = session;
            this.line = line;
            playThrough = session.SessionId;
        }

        /// <summary>The session, unless it is gone or plays another time.</summary>
        RpggoSession Story { get { return session != null && session.SessionId == playThrough ? session : null; } }

        public void Begin() { session.Prepare(character, Speak); }

        void Speak(Status status, string detail)
        {
            if (isOver) return;
            // What keeps the session from beginning is in the console already.
            isTold = status != Status.Ok;
            if (isTold || line == null) { OnFinished(status, detail); return; }
            var it = Story == null ? null : session.Connect();
            if (it == null) { OnFinished(Status.Cancelled, ""); return; }
            try
            {
                request = it.Listen(it.Client.ChatStart(session.Chat(character, line)), this);
                connection = it;
            }
            catch (Exception thrown)
            {
                OnFinished(Problems.StatusOf(thrown), Problems.Of(thrown));
            }
        }

        public void Cancel()
        {
            // A waiting line would otherwise never finish.
            if (connection == null) OnFinished(Status.Cancelled, "");
            else connection.Cancel(request);
        }

        /// <summary>The character is gone; it receives nothing more.</summary>
        public void Leave()
        {
            character = null;
            if (!isOver) Cancel();
        }

        public override void OnText(string word)
        {
            if (character != null) Raise.Event(character, character.onText, word);
        }

        public override void OnMessage(RpggoMessage message) { if (character != null) character.Hear(message); }

        public override void OnImage(string url, string caption)
        {
            if (character != null) Raise.Event(character, character.onImage, url, caption);
        }

        public override void OnGoals(IReadOnlyList<Goal> goals)
        {
            if (Story != null) session.LearnGoals(goals);
            if (character != null) Raise.Event(character, character.onGoals, goals);
        }

        public override void OnValues(IReadOnlyList<StatusValue> values)
        {
            if (Story != null) session.LearnValues(values);
        }

        public override void OnChapter(string chapterId, string text)
        {
            nextChapter = chapterId;
            if (Story != null) Raise.Event(session, session.onChapter, chapterId, text);
            if (character != null) Raise.Event(character, character.onChapter, chapterId, text);
        }

        public override void OnEnding(bool won, string text)
        {
            if (Story != null) session.LearnEnding(won, text);
            if (character != null) Raise.Event(character, character.onEnding, won, text);
        }

        public override void OnState(string state, double score)
        {
            if (character != null) character.HearState(state, score);
        }

        public override void OnFinished(Status status, string detail)
        {
            if (isOver) return;
            isOver = true;
            // Before the character's event: a line sent from its handler belongs to the next chapter.
            if (nextChapter != null && Story != null) session.GoOn(nextChapter);
            if (character != null) character.EndReply(status, detail, isTold);
        }
    }
}
