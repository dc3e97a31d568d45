//! The calls that start a request.

use super::names::{class, function, method};
use super::{CSharp, direct, fill};
use crate::interface::{Function, Struct};

const CALLS: &str = r#"
    /// <summary>Which function starts a request.</summary>
    internal enum NativeCall
    {
$names$
    }
"#;

const CLIENT: &str = r#"
    public sealed unsafe partial class RpggoClient
    {
$calls$
$starters$
        private static Status Start(NativeCall call, IntPtr client, void* request, ulong* id)
        {
            switch (call)
            {
$cases$                default:
                    throw new ArgumentOutOfRangeException(nameof(call));
            }
        }
    }
"#;

/// What starts a request.
const START: &str = r#"
$docs$$about$        public RequestId $name$($request$ request) =>
            Start(NativeCall.$name$, request, null);

$docs_of_async$        public Task<$result$> $name$Async(
            $request$ request,
$parameter$            CancellationToken token = default(CancellationToken)) =>
            Await(NativeCall.$name$, request, $argument$token);
"#;

/// What is true of every call, where the header has it, too.
const ABOUT: &str = r#"
        /// <param name="request">What is asked for; copied.</param>
        /// <returns>The request's id, which its events carry.</returns>
        /// <exception cref="ArgumentException">A property is missing or invalid; the message names it.
        /// After this and the following exceptions, nothing was sent and no event follows.</exception>
        /// <exception cref="RpggoException">Too many requests are in progress, or the service does not
        /// support this call.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
"#;

const ABOUT_ASYNC: &str = r#"
        /// <summary>
        /// Does the same as <see cref="$name$"/>, and returns everything the response contains. The client
        /// must be polled: the task completes inside <see cref="Poll(RpggoHandler)"/>, and continuations
        /// run there, on the polling thread; if a synchronization context of another thread was captured,
        /// they are posted to it.
        /// </summary>
        /// <param name="request">What is asked for; copied.</param>
        /// <param name="onDelta">Receives each new piece of the text inside <see
        /// cref="Poll(RpggoHandler)"/>; a message that arrives as a whole is one piece. May be null. The
        /// same rules as for a <see cref="RpggoHandler"/>.</param>
        /// <param name="token">Cancels the request, from any thread; the task completes in a later poll,
        /// and no more pieces arrive. A token that is already cancelled sends nothing.</param>
        /// <returns>The task fails with a <see cref="RpggoException"/>, and is cancelled by the token, by
        /// <see cref="RequestCancel"/> and by <see cref="Dispose"/>.</returns>
        /// <exception cref="ArgumentException">A property is missing or invalid; the message names it.
        /// Nothing was sent. This and the following exceptions are thrown by the call itself.</exception>
        /// <exception cref="RpggoException">Too many requests are in progress, or the service does not
        /// support this call.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
"#;

const LIKE_CHAT: &str = r#"
        /// <inheritdoc cref="ChatStart"/>
"#;

const LIKE_CHAT_ASYNC: &str = r#"
        /// <summary>Does the same as <see cref="$name$"/>, and returns everything the response
        /// contains.</summary>
        /// <inheritdoc cref="ChatStartAsync"/>
"#;

/// What is the same for all calls with this request.
const STARTER: &str = r#"
        private RequestId Start(NativeCall call, $request$ request, PendingCall pending)
        {
            if (request == null)
            {
                throw new ArgumentNullException(nameof(request));
            }
            using (var texts = new NativeTexts())
            {
                Native.$request$ native = request.ToNative(texts);
                return Start(call, &native, pending);
            }
        }

        private Task<$result$> Await(
            NativeCall call, $request$ request, $parameter$CancellationToken token)
        {
            if (token.IsCancellationRequested)
            {
                return Task.FromCanceled<$result$>(token);
            }
            var pending = new $pending$(this, $argument$token);
            try
            {
                Start(call, request, pending);
            }
            catch
            {
                pending.Forget();
                throw;
            }
            return pending.Task;
        }
"#;

const CASE: &str = r#"
                case NativeCall.$name$:
                    return Native.$native$(client, (Native.$request$*)request, id);
"#;

pub fn write(it: &CSharp) -> Vec<String> {
    let starts: Vec<(&Function, &Struct)> = it.interface.starts().collect();
    let name = method;
    let names = starts.iter().map(|(of, _)| format!("        {}", name(of)));
    let mut calls: Vec<String> = starts
        .iter()
        .map(|(of, with)| start(it, of, with))
        .collect();
    calls.extend(
        it.interface
            .functions
            .iter()
            .filter_map(|of| direct::write(it, of)),
    );
    let mut requests: Vec<&Struct> = Vec::new();
    for (_, with) in &starts {
        if requests.iter().all(|known| known.name != with.name) {
            requests.push(with);
        }
    }
    let starters = requests.iter().map(|of| starter(of));
    let cases = starts.iter().map(|(of, with)| {
        let request = super::names::plain(&with.name);
        let native = function(it.interface, of);
        fill(
            CASE,
            &[
                ("name", &name(of)),
                ("native", &native),
                ("request", &request),
            ],
        )
    });
    let client = fill(
        CLIENT,
        &[
            ("calls", &calls.join("\n")),
            ("starters", &starters.collect::<Vec<_>>().join("\n")),
            ("cases", &cases.collect::<String>()),
        ],
    );
    let names = names.collect::<Vec<_>>().join(",\n");
    vec![fill(CALLS, &[("names", &names)]), client]
}

fn start(it: &CSharp, of: &Function, with: &Struct) -> String {
    let name = method(of);
    let of_name = [("name", name.as_str())];
    let (about, about_async) = match name.as_str() {
        "ChatStart" => (ABOUT, ABOUT_ASYNC),
        _ => (LIKE_CHAT, LIKE_CHAT_ASYNC),
    };
    let awaited = awaited(with);
    let parameter = match awaited.parameter {
        "" => "",
        _ => "            Action<string> onDelta = null,\n",
    };
    fill(
        START,
        &[
            ("docs", &it.summary_of_function(of, "        ")),
            ("about", &fill(about, &[])),
            ("docs_of_async", &fill(about_async, &of_name)),
            ("name", &name),
            ("request", &class(with)),
            ("result", awaited.result),
            ("parameter", parameter),
            ("argument", awaited.argument),
        ],
    )
}

/// An awaited call.
struct Awaited {
    /// What it returns.
    result: &'static str,
    /// What collects that meanwhile.
    pending: &'static str,
    /// Where pieces of text go, if it has any.
    parameter: &'static str,
    argument: &'static str,
}

fn awaited(request: &Struct) -> Awaited {
    match request.name.as_str() {
        "rpggo_session_request" => Awaited {
            result: "SessionResult",
            pending: "PendingSession",
            parameter: "",
            argument: "",
        },
        _ => Awaited {
            result: "ChatResult",
            pending: "PendingChat",
            parameter: "Action<string> onDelta, ",
            argument: "onDelta, ",
        },
    }
}

fn starter(of: &Struct) -> String {
    let awaited = awaited(of);
    fill(
        STARTER,
        &[
            ("request", &class(of)),
            ("result", awaited.result),
            ("pending", awaited.pending),
            ("parameter", awaited.parameter),
            ("argument", awaited.argument),
        ],
    )
}
