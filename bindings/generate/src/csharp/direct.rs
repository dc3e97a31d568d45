//! Calls of a client that are over when they return, such as a cancellation.

use super::names::{camel, class, function, method};
use super::{CSharp, fill};
use crate::interface::{Function, Type};

const CALL: &str = r#"
$docs$$parameters$        /// <exception cref="ArgumentException">An argument is invalid; the message names it.</exception>
        /// <exception cref="RpggoException">The service does not support this call.</exception>
        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
        public void $name$($declared$)
        {
$checks$            bool isHeld = false;
            try
            {
                IntPtr client = Hold(ref isHeld);
$body$            }
            finally
            {
                LetGo(isHeld);
            }
        }
"#;

const IS_THERE: &str = r#"
            if ($name$ == null)
            {
                throw new ArgumentNullException(nameof($name$));
            }
"#;

const WITH_TEXTS: &str = r#"
                using (var texts = new NativeTexts())
                {
$natives$                    Check(Native.$native$($arguments$), $named$);
                }
"#;

const WITHOUT_TEXTS: &str = r#"
                Check(Native.$native$($arguments$), $named$);
"#;

/// The parameters of a call behind the client.
#[derive(Default)]
struct Parameters {
    docs: String,
    declared: Vec<String>,
    /// Refuses what is not there.
    checks: String,
    /// Makes the native structs.
    natives: String,
    passed: Vec<String>,
    has_texts: bool,
}

/// A call with plain values that returns nothing but a status. Those that write to a parameter, or
/// take a length, are each a case of their own.
pub fn write(it: &CSharp, of: &Function) -> Option<String> {
    let [(_, Type::PointerMut(client)), rest @ ..] = &of.parameters[..] else {
        return None;
    };
    let returns_status = of.returns == Type::Enum("rpggo_status".to_owned());
    if !returns_status || **client != Type::Struct("rpggo_client".to_owned()) {
        return None;
    }
    let mut parameters = Parameters::default();
    for (name, kind) in rest {
        parameters.add(it, name, kind)?;
    }
    let named = match rest {
        [] => "null".to_owned(),
        [(first, _), ..] => format!("nameof({})", camel(first)),
    };
    let body = match parameters.has_texts {
        true => WITH_TEXTS,
        false => WITHOUT_TEXTS,
    };
    let mut arguments = vec!["client".to_owned()];
    arguments.append(&mut parameters.passed);
    let body = fill(
        body,
        &[
            ("natives", &parameters.natives),
            ("native", &function(it.interface, of)),
            ("arguments", &arguments.join(", ")),
            ("named", &named),
        ],
    );
    Some(fill(
        CALL,
        &[
            ("docs", &it.summary_of_function(of, "        ")),
            ("parameters", &parameters.docs),
            ("name", &method(of)),
            ("declared", &parameters.declared.join(", ")),
            ("checks", &parameters.checks),
            ("body", &body),
        ],
    ))
}

impl Parameters {
    /// `None`: this call is a case of its own.
    fn add(&mut self, it: &CSharp, name: &str, kind: &Type) -> Option<()> {
        let name = camel(name);
        let (kind, what) = match kind {
            Type::RequestId => {
                self.passed.push(format!("{name}.Value"));
                let what = "The request; one that has already finished, or none, is not an error.";
                ("RequestId".to_owned(), what)
            }
            Type::Chars => {
                self.has_texts = true;
                self.passed
                    .push(format!("texts.Add({name}, nameof({name}))"));
                ("string".to_owned(), "A text; copied.")
            }
            Type::Pointer(to) if **to != Type::Void => {
                self.has_texts = true;
                let request = class(it.interface.structure(to.name()));
                self.checks += &fill(IS_THERE, &[("name", &name)]);
                let native = format!("Native.{request} native = {name}.ToNative(texts);");
                self.natives += &format!("                    {native}\n");
                self.passed.push("&native".to_owned());
                (request, "What is asked for; copied.")
            }
            _ => return None,
        };
        self.docs += &it.parameter(&name, what, "        ");
        self.declared.push(format!("{kind} {name}"));
        Some(())
    }
}
