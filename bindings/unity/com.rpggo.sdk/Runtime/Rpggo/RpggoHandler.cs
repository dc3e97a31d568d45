namespace Rpggo
{
    /// <summary>
    /// Receives what happened, one event after the other, on the thread that polls. Override what you
    /// need; <see cref="OnMessage"/> and <see cref="OnFinished"/> are enough for every service.
    /// </summary>
    /// <remarks>
    /// Inside these methods the game may start and cancel requests and dispose the client (no more
    /// events come then; those at hand stay readable until the method returns), but not poll it. An
    /// exception leaves <see cref="RpggoClient.Poll(RpggoHandler)"/>; its event counts as delivered,
    /// and the next poll goes on with those behind it.
    /// </remarks>
    public abstract class RpggoHandler
    {
        /// <summary>Every event, also of kinds that have no method here, before its own
        /// method.</summary>
        public virtual void OnEvent(in RpggoEvent e)
        {
        }

        /// <summary>The service took the request.</summary>
        public virtual void OnStarted(in RpggoEvent e, in StartedPayload p)
        {
        }

        /// <summary>A piece of an utterance as it is written.</summary>
        public virtual void OnText(in RpggoEvent e, in TextPayload p)
        {
        }

        /// <summary>One whole utterance.</summary>
        public virtual void OnMessage(in RpggoEvent e, in MessagePayload p)
        {
        }

        /// <summary>A picture.</summary>
        public virtual void OnImage(in RpggoEvent e, in ImagePayload p)
        {
        }

        /// <summary>The state of the goals.</summary>
        public virtual void OnGoals(in RpggoEvent e, in GoalsPayload p)
        {
        }

        /// <summary>The story moves to another chapter.</summary>
        public virtual void OnChapter(in RpggoEvent e, in ChapterPayload p)
        {
        }

        /// <summary>The game is over.</summary>
        public virtual void OnEnding(in RpggoEvent e, in EndingPayload p)
        {
        }

        /// <summary>The state of a persona's machine.</summary>
        public virtual void OnState(in RpggoEvent e, in StatePayload p)
        {
        }

        /// <summary>The values to display changed.</summary>
        public virtual void OnStatus(in RpggoEvent e, in StatusPayload p)
        {
        }

        /// <summary>What something cost.</summary>
        public virtual void OnCost(in RpggoEvent e, in CostPayload p)
        {
        }

        /// <summary>A session or a game.</summary>
        public virtual void OnSession(in RpggoEvent e, in SessionPayload p)
        {
        }

        /// <summary>The request is tried again after a while.</summary>
        public virtual void OnRetrying(in RpggoEvent e, in RetryingPayload p)
        {
        }

        /// <summary>The last event of its request, always exactly one.</summary>
        public virtual void OnFinished(in RpggoEvent e, in FinishedPayload p)
        {
        }

        /// <summary>A line for the developer, where <see cref="RpggoClientOptions.LogLevel"/> asks for
        /// it.</summary>
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
