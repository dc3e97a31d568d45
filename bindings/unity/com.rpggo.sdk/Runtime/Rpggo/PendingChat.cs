using System;
using System.Threading;
using System.Threading.Tasks;

namespace Rpggo
{
    /// <summary>A chat that is being awaited.</summary>
    internal sealed class PendingChat : PendingCall
    {
        private readonly TaskCompletionSource<ChatResult> _source =
            new TaskCompletionSource<ChatResult>();

        private readonly ChatResult _result = new ChatResult();
        private readonly Action<string> _onDelta;
        private int _wholeLength;
        private bool _isInPieces;

        internal PendingChat(RpggoClient client, Action<string> onDelta, CancellationToken token)
            : base(client, token)
        {
            _onDelta = onDelta;
        }

        internal Task<ChatResult> Task => _source.Task;

        internal override unsafe void Read(in RpggoEvent it)
        {
            _result.Read(in it);
            // Whoever cancels wants to hear no more, whatever has come already.
            if (_onDelta == null || IsCancelAsked)
            {
                return;
            }
            if (it.Kind == EventKind.Text)
            {
                TellPiece(new TextPayload(&it.At->As.Text).Delta);
            }
            else if (it.Kind == EventKind.Message && _result.Text.Length > _wholeLength)
            {
                TellWhole(_result.Text);
            }
        }

        protected override void Succeed(RequestId request)
        {
            _result.Request = request;
            _source.TrySetResult(_result);
        }

        protected override void Fail(RequestId request, in FinishedPayload finished)
        {
            _result.Request = request;
            _source.TrySetException(new RpggoException(in finished, _result));
        }

        protected override void Cancel(CancellationToken token)
        {
            _source.TrySetCanceled(token);
        }

        private void TellPiece(string piece)
        {
            bool isNext = _wholeLength > 0 && !_isInPieces;
            _isInPieces = true;
            _onDelta(isNext ? ChatResult.BetweenUtterances + piece : piece);
        }

        /// <summary>A message that arrives without pieces counts as one piece, so that a game that shows
        /// pieces shows the responses of every service.</summary>
        private void TellWhole(string text)
        {
            string piece = _isInPieces ? null : text.Substring(_wholeLength);
            _wholeLength = text.Length;
            _isInPieces = false;
            if (piece != null)
            {
                _onDelta(piece);
            }
        }
    }
}
