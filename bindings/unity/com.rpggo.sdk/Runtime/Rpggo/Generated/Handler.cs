// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
namespace Rpggo
{
    public abstract partial class RpggoHandler
    {
        /// <summary>The service accepted the request.</summary>
        public virtual void OnStarted(in RpggoEvent e, in StartedPayload p)
        {
        }

        /// <summary>A piece of a message, streamed as it is generated.</summary>
        public virtual void OnText(in RpggoEvent e, in TextPayload p)
        {
        }

        /// <summary>One complete message. <c>CharacterId</c> is the speaker.</summary>
        public virtual void OnMessage(in RpggoEvent e, in MessagePayload p)
        {
        }

        /// <summary>An image. The library does not download it.</summary>
        public virtual void OnImage(in RpggoEvent e, in ImagePayload p)
        {
        }

        /// <summary>The current state of the goals, sent after every message of the player. An empty
        /// list means that the service sent none this time: keep the ones you display.</summary>
        public virtual void OnGoals(in RpggoEvent e, in GoalsPayload p)
        {
        }

        /// <summary>The story moves to another chapter; at most one per chat.</summary>
        public virtual void OnChapter(in RpggoEvent e, in ChapterPayload p)
        {
        }

        /// <summary>The game has ended; at most one per chat.</summary>
        public virtual void OnEnding(in RpggoEvent e, in EndingPayload p)
        {
        }

        /// <summary>The state of a persona's state machine.</summary>
        public virtual void OnState(in RpggoEvent e, in StatePayload p)
        {
        }

        /// <summary>Values to display have changed. Merge them by key into the ones you display. With
        /// an empty list, the event carries a frame that matches no other kind: see
        /// <c>Raw</c>.</summary>
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

        /// <summary>The request will be retried.</summary>
        public virtual void OnRetrying(in RpggoEvent e, in RetryingPayload p)
        {
        }

        /// <summary>The last event of a request.</summary>
        public virtual void OnFinished(in RpggoEvent e, in FinishedPayload p)
        {
        }

        /// <summary>A log line for the developer: what was requested, when the response began, retries,
        /// the result. Contains no secrets. The wording may change in any version: do not parse
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
