namespace Rpggo
{
    /// <summary>
    /// Receives events, one after the other, on the polling thread. Override the methods you need; <see
    /// cref="OnMessage"/> and <see cref="OnFinished"/> are enough for every service.
    /// </summary>
    /// <remarks>
    /// Inside these methods the game may start and cancel requests and dispose the client (then no further
    /// events are delivered; the current one stays valid until the method returns), but not poll it. An
    /// exception propagates out of <see cref="RpggoClient.Poll(RpggoHandler)"/>; its event counts as
    /// delivered, and the next poll continues with the events after it.
    /// </remarks>
    public abstract class RpggoHandler
    {
        /// <summary>Every event, including kinds without a method here, before its own method.</summary>
        public virtual void OnEvent(in RpggoEvent e)
        {
        }

        /// <summary>The service accepted the request.</summary>
        public virtual void OnStarted(in RpggoEvent e, in StartedPayload p)
        {
        }

        /// <summary>A piece of a message, streamed as it is generated.</summary>
        public virtual void OnText(in RpggoEvent e, in TextPayload p)
        {
        }

        /// <summary>One complete message.</summary>
        public virtual void OnMessage(in RpggoEvent e, in MessagePayload p)
        {
        }

        /// <summary>An image.</summary>
        public virtual void OnImage(in RpggoEvent e, in ImagePayload p)
        {
        }

        /// <summary>The current state of the goals.</summary>
        public virtual void OnGoals(in RpggoEvent e, in GoalsPayload p)
        {
        }

        /// <summary>The story moves to another chapter.</summary>
        public virtual void OnChapter(in RpggoEvent e, in ChapterPayload p)
        {
        }

        /// <summary>The game has ended.</summary>
        public virtual void OnEnding(in RpggoEvent e, in EndingPayload p)
        {
        }

        /// <summary>The state of a persona's state machine.</summary>
        public virtual void OnState(in RpggoEvent e, in StatePayload p)
        {
        }

        /// <summary>Values to display have changed.</summary>
        public virtual void OnStatus(in RpggoEvent e, in StatusPayload p)
        {
        }

        /// <summary>A cost reported by the service.</summary>
        public virtual void OnCost(in RpggoEvent e, in CostPayload p)
        {
        }

        /// <summary>Details of a session or a game.</summary>
        public virtual void OnSession(in RpggoEvent e, in SessionPayload p)
        {
        }

        /// <summary>The request will be retried after a delay.</summary>
        public virtual void OnRetrying(in RpggoEvent e, in RetryingPayload p)
        {
        }

        /// <summary>The last event of a request, sent exactly once.</summary>
        public virtual void OnFinished(in RpggoEvent e, in FinishedPayload p)
        {
        }

        /// <summary>A log line for the developer; sent only when <see cref="RpggoClientOptions.LogLevel"/>
        /// is set.</summary>
        public virtual void OnLog(in RpggoEvent e, in LogPayload p)
        {
        }

        internal unsafe void Receive(in RpggoEvent e)
        {
            OnEvent(in e);
            Native.EventPayload* payload = &e.At->As;
            switch (e.Kind)
            {
                case EventKind.Started:
                    OnStarted(in e, new StartedPayload(&payload->Started));
                    break;
                case EventKind.Text:
                    OnText(in e, new TextPayload(&payload->Text));
                    break;
                case EventKind.Message:
                    OnMessage(in e, new MessagePayload(&payload->Message));
                    break;
                case EventKind.Image:
                    OnImage(in e, new ImagePayload(&payload->Image));
                    break;
                case EventKind.Goals:
                    OnGoals(in e, new GoalsPayload(&payload->Goals));
                    break;
                case EventKind.Chapter:
                    OnChapter(in e, new ChapterPayload(&payload->Chapter));
                    break;
                case EventKind.Ending:
                    OnEnding(in e, new EndingPayload(&payload->Ending));
                    break;
                case EventKind.State:
                    OnState(in e, new StatePayload(&payload->State));
                    break;
                case EventKind.Status:
                    OnStatus(in e, new StatusPayload(&payload->Status));
                    break;
                case EventKind.Cost:
                    OnCost(in e, new CostPayload(&payload->Cost));
                    break;
                case EventKind.Session:
                    OnSession(in e, new SessionPayload(&payload->Session));
                    break;
                case EventKind.Retrying:
                    OnRetrying(in e, new RetryingPayload(&payload->Retrying));
                    break;
                case EventKind.Finished:
                    OnFinished(in e, new FinishedPayload(&payload->Finished));
                    break;
                case EventKind.Log:
                    OnLog(in e, new LogPayload(&payload->Log));
                    break;
            }
        }
    }
}
