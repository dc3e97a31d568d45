using System.Collections.Generic;
using UnityEngine;

namespace Rpggo.Unity
{
    /// <summary>A native client, and the listeners of its requests.</summary>
    sealed class Connection : RpggoHandler
    {
        readonly Dictionary<RequestId, Listener> listeners = new Dictionary<RequestId, Listener>();
        readonly Object context;
        Listener current;

        public Connection(RpggoClientOptions options, Object context)
        {
            Client = new RpggoClient(options);
            this.context = context;
        }

        public RpggoClient Client { get; private set; }

        public bool IsClosed { get; private set; }

        /// <summary>The request's events go to the listener from now on.</summary>
        public RequestId Listen(RequestId request, Listener listener)
        {
            listeners.Add(request, listener);
            return request;
        }

        public void Cancel(RequestId request) { if (!IsClosed) Client.RequestCancel(request); }

        public void Poll() { if (!IsClosed) Client.Poll(this); }

        /// <summary>Frees the client, and notifies all listeners that nothing more arrives. May be called
        /// from an event of this same client.</summary>
        public void Close()
        {
            if (IsClosed) return;
            IsClosed = true;
            Client.Dispose();
            var waiting = new List<Listener>(listeners.Values);
            listeners.Clear();
            foreach (var listener in waiting) listener.OnFinished(Status.Cancelled, "");
        }

        public override void OnEvent(in RpggoEvent e)
        {
            current = null;
            if (IsClosed) return;
            listeners.TryGetValue(e.Request, out current);
        }

        public override void OnText(in RpggoEvent e, in TextPayload p)
        {
            if (current != null) current.OnText(p.Delta);
        }

        public override void OnMessage(in RpggoEvent e, in MessagePayload p)
        {
            if (current != null) current.OnMessage(new RpggoMessage(in e, in p));
        }

        public override void OnImage(in RpggoEvent e, in ImagePayload p)
        {
            if (current != null) current.OnImage(p.Url, p.Caption);
        }

        public override void OnGoals(in RpggoEvent e, in GoalsPayload p)
        {
            // An empty list says that the service named none this time.
            if (current != null && p.Goals.Count > 0) current.OnGoals(p.Goals.Copy());
        }

        public override void OnChapter(in RpggoEvent e, in ChapterPayload p)
        {
            if (current != null) current.OnChapter(p.ChapterId, p.Text);
        }

        public override void OnEnding(in RpggoEvent e, in EndingPayload p)
        {
            if (current != null) current.OnEnding(p.Won, p.Text);
        }

        public override void OnState(in RpggoEvent e, in StatePayload p)
        {
            if (current != null) current.OnState(p.State, p.Score);
        }

        public override void OnStatus(in RpggoEvent e, in StatusPayload p)
        {
            if (current != null && p.Values.Count > 0) current.OnValues(p.Values.Copy());
        }

        public override void OnSession(in RpggoEvent e, in SessionPayload p)
        {
            if (current == null) return;
            current.OnGame(p.Name, p.Intro, p.Background);
            current.OnChapters(p.Chapters.Copy());
        }

        public override void OnFinished(in RpggoEvent e, in FinishedPayload p)
        {
            if (current == null) return;
            listeners.Remove(e.Request);
            current.OnFinished(p.Status, p.Detail);
        }

        public override void OnLog(in RpggoEvent e, in LogPayload p)
        {
            var line = "Rpggo: " + p.Text;
            if (p.Level == LogLevel.Error) Debug.LogError(line, context);
            else if (p.Level == LogLevel.Warn) Debug.LogWarning(line, context);
            else Debug.Log(line, context);
        }
    }
}
