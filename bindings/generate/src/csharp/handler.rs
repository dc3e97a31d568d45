//! The handler that gets the events.

use super::names::{class, kind, pascal};
use super::{CSharp, fill};

const HANDLER: &str = r#"
    public abstract partial class RpggoHandler
    {
$methods$
        internal unsafe void Receive(in RpggoEvent e)
        {
            OnEvent(in e);
            Native.EventPayload* payload = &e.At->As;
            switch (e.Kind)
            {
$cases$            }
        }
    }
"#;

const METHOD: &str = r#"
$docs$        public virtual void On$kind$(in RpggoEvent e, in $view$ p)
        {
        }
"#;

const RECEIVED: &str = r#"
                case EventKind.$kind$:
                    On$kind$(in e, new $view$(&payload->$kind$));
                    break;
"#;

/// A method for each kind of event. A kind that is not known has none, and goes to `OnEvent` only.
pub fn write(it: &CSharp) -> String {
    let mut methods = Vec::new();
    let mut cases = String::new();
    for (_, payload) in it.interface.events() {
        let (kind, view) = (pascal(kind(payload)), class(payload));
        let docs = it.summary(&payload.doc, Some(payload), "        ");
        let names = [("kind", kind.as_str()), ("view", view.as_str())];
        methods.push(fill(
            METHOD,
            &[&[("docs", docs.as_str())], &names[..]].concat(),
        ));
        cases += &fill(RECEIVED, &names);
    }
    fill(
        HANDLER,
        &[("methods", &methods.join("\n")), ("cases", &cases)],
    )
}
