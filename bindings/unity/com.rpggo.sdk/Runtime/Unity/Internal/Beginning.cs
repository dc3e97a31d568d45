using System;
using System.Collections.Generic;

namespace Rpggo.Unity
{
    /// <summary>The start of a session, of its next chapter, or of the conversation with one persona. Lines
    /// spoken before it is done wait for it here.</summary>
    sealed class Beginning : Listener
    {
        readonly RpggoSession session;
        readonly RpggoCharacter character;
        readonly Queue<Action<Status, string>> waiting = new Queue<Action<Status, string>>();
        Connection connection;
        RequestId request;
        string playThrough;
        bool isDone;

        /// <param name="session">The session that starts.</param>
        /// <param name="character">The character the player meets; null: the whole session.</param>
        public Beginning(RpggoSession session, RpggoCharacter character)
        {
            this.session = session;
            this.character = character;
        }

        public bool IsUnderWay { get; private set; }

        /// <summary>True when it is done, for the play-through that the session has now.</summary>
        public bool IsReady { get { return isDone && Story != null; } }

        /// <summary>True if it was done with this client: a model does not know the conversations of an
        /// earlier client.</summary>
        public bool IsOf(Connection it) { return connection == it; }

        /// <summary>The session, unless it is gone or plays another time.</summary>
        RpggoSession Story { get { return session != null && session.SessionId == playThrough ? session : null; } }

        public void Begin(Connection with, Func<RpggoClient, RequestId> call)
        {
            connection = with;
            playThrough = session.SessionId;
            IsUnderWay = true;
            isDone = false;
            try { request = connection.Listen(call(connection.Client), this); }
            catch (Exception thrown) { OnFinished(Problems.StatusOf(thrown), Problems.Of(thrown)); }
        }

        /// <summary>Calls back when it is over, with any result; at once if it already is.</summary>
        public void Wait(Action<Status, string> then)
        {
            if (IsReady && !IsUnderWay) then(Status.Ok, "");
            else waiting.Enqueue(then);
        }

        public void Cancel()
        {
            if (IsUnderWay) connection.Cancel(request);
        }

        public override void OnMessage(RpggoMessage message)
        {
            if (character != null) character.Hear(message);
        }

        public override void OnState(string state, double score)
        {
            if (character != null) character.HearState(state, score);
        }

        public override void OnGame(string name, string intro, string background)
        {
            if (Story != null) session.LearnGame(name, intro, background);
        }

        public override void OnChapters(IReadOnlyList<Chapter> chapters)
        {
            if (chapters.Count > 0 && Story != null) session.LearnChapter(chapters[0]);
        }

        public override void OnFinished(Status status, string detail)
        {
            IsUnderWay = false;
            isDone = status == Status.Ok;
            if (Story != null) session.EndBeginning(status, detail);
            // Callers that arrive during these callbacks start a new one.
            for (var left = waiting.Count; left > 0; left--) waiting.Dequeue()(status, detail);
        }
    }
}
