using System.Collections.Generic;

namespace Rpggo.Unity
{
    /// <summary>The listener to the events of a request. Everything passed to it can be kept.</summary>
    abstract class Listener
    {
        public virtual void OnText(string word) { }
        public virtual void OnMessage(RpggoMessage message) { }
        public virtual void OnImage(string url, string caption) { }
        public virtual void OnGoals(IReadOnlyList<Goal> goals) { }
        public virtual void OnChapter(string chapterId, string text) { }
        public virtual void OnEnding(bool won, string text) { }
        public virtual void OnState(string state, double score) { }
        public virtual void OnValues(IReadOnlyList<StatusValue> values) { }
        public virtual void OnGame(string name, string intro, string background) { }
        public virtual void OnChapters(IReadOnlyList<Chapter> chapters) { }

        /// <summary>The last call, made exactly once. <paramref name="detail"/> is a sentence that says
        /// what went wrong; empty on success.</summary>
        public abstract void OnFinished(Status status, string detail);
    }
}
