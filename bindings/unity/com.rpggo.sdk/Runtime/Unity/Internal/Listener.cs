using System.Collections.Generic;

namespace Rpggo.Unity
{
    /// <summary>Who waits for the events of a request. All it is given can be kept.</summary>
    abstract class Listener
    {
        public virtual void OnWord(string word) { }
        public virtual void OnMessage(RpggoMessage message) { }
        public virtual void OnImage(string url, string caption) { }
        public virtual void OnGoals(IReadOnlyList<Goal> goals) { }
        public virtual void OnChapter(string chapterId, string text) { }
        public virtual void OnEnding(bool won, string text) { }
        public virtual void OnState(string state, double score) { }
        public virtual void OnValues(IReadOnlyList<StatusValue> values) { }
        public virtual void OnGame(string name, string intro, string background) { }
        public virtual void OnChapters(IReadOnlyList<Chapter> chapters) { }

        /// <summary>The last call, always exactly one. <paramref name="detail"/> says in a sentence what
        /// went wrong; empty when nothing did.</summary>
        public abstract void OnFinished(Status status, string detail);
    }
}
