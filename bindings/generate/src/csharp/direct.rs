//! Calls of a client that are over when they return, such as a cancellation.

use super::names::{camel, class, function, method};
use super::{CSharp, fill};
use crate::interface::{Function, Type};

const CALL: &str = r#"
$docs$$parameters$$exceptions$        /// <exception cref="ObjectDisposedException">The client was disposed.</exception>
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

const IS_WRONG: &str = r#"
        /// <exception cref="ArgumentException">An argument is invalid; the message names it.</exception>
"#;

const CANNOT: &str = r#"
        /// <exception cref="RpggoException">The call failed: its status and message say why.</exception>
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

/// A call with plain values that returns nothing but a status.
pub fn write(it: &CSharp, of: &Function) -> String {
    let rest = &of.parameters[1..];
    let mut parameters = Parameters::default();
    for (name, kind) in rest {
        parameters.add(it, of, name, kind);
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
    fill(
        CALL,
        &[
            ("docs", &it.summary_of_function(of, "        ")),
            ("parameters", &parameters.docs),
            ("name", &method(of)),
            ("declared", &parameters.declared.join(", ")),
            ("checks", &parameters.checks),
            ("body", &body),
            ("exceptions", &exceptions(of)),
        ],
    )
}

/// What it can fail with, by what the header says that it returns. A client that is gone is said anyway.
fn exceptions(of: &Function) -> String {
    let paragraphs = of.doc.split("\n\n");
    let mut results = paragraphs.filter(|it| it.starts_with("Returns "));
    let Some(results) = results.next() else {
        // They are those of another function.
        let is_wrong = if of.parameters.len() > 1 {
            IS_WRONG
        } else {
            ""
        };
        return [is_wrong, CANNOT].map(|it| fill(it, &[])).concat();
    };
    let of_status = |it: &str| match it {
        "RPGGO_OK" | "RPGGO_INVALID_HANDLE" => None,
        "RPGGO_INVALID_ARGUMENT" => Some(IS_WRONG),
        _ => Some(CANNOT),
    };
    let named = results.split('`').filter(|it| it.starts_with("RPGGO_"));
    let failures: Vec<&str> = named.filter_map(of_status).collect();
    let has_texts = of.parameters.iter().any(|(_, kind)| *kind == Type::Chars);
    let mut text = String::new();
    if has_texts || failures.contains(&IS_WRONG) {
        text += &fill(IS_WRONG, &[]);
    }
    if failures.contains(&CANNOT) {
        text += &fill(CANNOT, &[]);
    }
    text
}

impl Parameters {
    fn add(&mut self, it: &CSharp, of: &Function, name: &str, kind: &Type) {
        let said = it.parameter_of(of, name);
        let name = camel(name);
        let (kind, passed, what) = match kind {
            Type::RequestId => {
                let what = "The request; one that has already finished, or none, is not an error.";
                ("RequestId".to_owned(), format!("{name}.Value"), what)
            }
            Type::Chars => {
                self.has_texts = true;
                let passed = format!("texts.Add({name}, nameof({name}))");
                ("string".to_owned(), passed, "A text; copied.")
            }
            Type::Bool => {
                let passed = format!("(byte)({name} ? 1 : 0)");
                ("bool".to_owned(), passed, "Whether to.")
            }
            Type::Pointer(to) => {
                self.has_texts = true;
                let request = it.interface.structure(to.name());
                let native = super::names::plain(&request.name);
                self.checks += &fill(IS_THERE, &[("name", &name)]);
                let native = format!("Native.{native} native = {name}.ToNative(texts);");
                self.natives += &format!("                    {native}\n");
                let what = "What is asked for; copied.";
                (class(request), "&native".to_owned(), what)
            }
            plain => (super::inputs::kind(plain), name.clone(), "A number."),
        };
        self.passed.push(passed);
        let what = said.unwrap_or_else(|| what.to_owned());
        self.docs += &it.parameter(&name, &what, "        ");
        self.declared.push(format!("{kind} {name}"));
    }
}
