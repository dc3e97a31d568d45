//! What Unreal's header tool would refuse of the plugin's headers, as far as the plugin uses it, and
//! the `.generated.h` files that the sources include, for the stand-in of the engine.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::declarations::{
    class_name, dynamic_delegate, is_bare_object, specifiers, split, variable, word_after,
};

/// A header: its name, such as `RpggoTypes.h`, and its text.
pub struct Header {
    pub name: String,
    pub text: String,
}

/// All types that the headers declare, by what they can be used as.
#[derive(Default)]
struct Known {
    structs: BTreeSet<String>,
    enums: BTreeSet<String>,
    classes: BTreeSet<String>,
    delegates: BTreeSet<String>,
}

/// What the engine brings along.
const SIMPLE: [&str; 10] = [
    "bool", "uint8", "int32", "int64", "float", "double", "FString", "FName", "FText", "FGuid",
];
const ENGINE_CLASSES: [&str; 3] = ["UObject", "AActor", "UActorComponent"];
/// A property that designers see has one of these.
const VISIBLE: [&str; 8] = [
    "BlueprintReadOnly",
    "BlueprintReadWrite",
    "BlueprintAssignable",
    "EditAnywhere",
    "EditDefaultsOnly",
    "EditInstanceOnly",
    "VisibleAnywhere",
    "VisibleDefaultsOnly",
];

/// All that is wrong, each with its file and line.
pub fn complaints(headers: &[Header]) -> Vec<String> {
    let known = known(headers);
    let mut found = Vec::new();
    for header in headers {
        Check {
            header,
            known: &known,
            lines: header.text.lines().collect(),
            found: &mut found,
        }
        .run();
    }
    found
}

fn known(headers: &[Header]) -> Known {
    let mut known = Known::default();
    for header in headers {
        let lines: Vec<&str> = header.text.lines().collect();
        for (at, line) in lines.iter().enumerate() {
            let next = lines.get(at + 1).copied().unwrap_or_default();
            if line.starts_with("USTRUCT(") {
                known.structs.extend(word_after(next, "struct"));
            } else if line.starts_with("UENUM(") {
                known.enums.extend(word_after(next, "class"));
            } else if line.starts_with("UCLASS(") {
                known.classes.extend(class_name(next));
            } else if let Some(arguments) = dynamic_delegate(line) {
                known.delegates.extend(arguments.1.first().cloned());
            }
        }
    }
    known
}

struct Check<'a> {
    header: &'a Header,
    known: &'a Known,
    lines: Vec<&'a str>,
    found: &'a mut Vec<String>,
}

impl Check<'_> {
    fn complain(&mut self, at: usize, what: &str) {
        self.found
            .push(format!("{}:{}: {what}", self.header.name, at + 1));
    }

    fn line(&self, at: usize) -> &str {
        self.lines.get(at).copied().unwrap_or_default()
    }

    fn run(&mut self) {
        self.includes();
        let mut functions = BTreeSet::new();
        for at in 0..self.lines.len() {
            let line = self.line(at).trim().to_owned();
            if line.starts_with("USTRUCT(") {
                self.declared(at, "struct", "F");
                self.blueprint_type(at, &line);
            } else if line.starts_with("UCLASS(") {
                functions.clear();
                self.class(at);
            } else if line.starts_with("UENUM(") {
                self.enumeration(at, &line);
            } else if line.starts_with("UPROPERTY(") {
                self.property(at, &line);
            } else if line.starts_with("UFUNCTION(") {
                let name = self.function(at, &line);
                if !functions.insert(name.clone()) {
                    self.complain(
                        at,
                        &format!("{name} is there twice: Blueprint knows no overloads"),
                    );
                }
            } else if line.starts_with("DECLARE_DYNAMIC") {
                self.delegate(at, &line);
            } else if is_bare_object(&line)
                && !self
                    .line(at.wrapping_sub(1))
                    .trim()
                    .starts_with("UPROPERTY(")
            {
                self.complain(
                    at,
                    "an object is held without UPROPERTY: it may be collected",
                );
            }
        }
    }

    fn includes(&mut self) {
        let own = format!(
            "#include \"{}\"",
            self.header.name.replace(".h", ".generated.h")
        );
        let is_include = |line: &&str| line.starts_with("#include");
        let last = self.lines.iter().rposition(is_include).unwrap_or_default();
        let is_reflected = self.lines.iter().any(|it| {
            let it = it.trim();
            ["UCLASS(", "USTRUCT(", "UENUM(", "DECLARE_DYNAMIC"]
                .iter()
                .any(|macro_| it.starts_with(macro_))
        });
        let first = self.lines.iter().find(|it| !it.starts_with("//"));
        if first != Some(&"#pragma once") {
            self.complain(0, "no #pragma once");
        }
        if is_reflected && self.line(last) != own {
            self.complain(last, &format!("the last include has to be {own}"));
        }
        let generated = self.header.text.matches(".generated.h\"").count();
        if generated != usize::from(is_reflected) {
            self.complain(
                last,
                "includes generated headers that are not its own, or of nothing",
            );
        }
    }

    fn tooltip(&mut self, at: usize) {
        let mut before = at.wrapping_sub(1);
        while self.line(before).trim().starts_with('#') {
            before = before.wrapping_sub(1);
        }
        if !self.line(before).trim().ends_with("*/") {
            self.complain(at, "no comment before it, which the editor would show");
        }
    }

    fn declared(&mut self, at: usize, keyword: &str, prefix: &str) {
        self.tooltip(at);
        let declaration = self.line(at + 1).to_owned();
        let name = if keyword == "struct" {
            word_after(&declaration, "struct")
        } else {
            class_name(&declaration)
        };
        let name = name.unwrap_or_default();
        if !name.starts_with(prefix) {
            self.complain(at + 1, &format!("{name} has to begin with {prefix}"));
        }
        // The engine's names have no prefix.
        let bare = name.get(1..).unwrap_or_default();
        let is_other = |it: &String| *it != name && it[1..] == *bare;
        let mut others = self.known.structs.iter().chain(&self.known.classes);
        if others.any(is_other) {
            self.complain(at + 1, &format!("{name} is to the engine what another is"));
        }
        if self.line(at + 2).trim() != "{" || self.line(at + 3).trim() != "GENERATED_BODY()" {
            self.complain(
                at + 2,
                &format!("{name} does not begin with GENERATED_BODY()"),
            );
        }
    }

    fn blueprint_type(&mut self, at: usize, line: &str) {
        if !specifiers(line).iter().any(|it| it == "BlueprintType") {
            self.complain(at, "not a BlueprintType");
        }
    }

    fn class(&mut self, at: usize) {
        let declaration = self.line(at + 1).to_owned();
        let is_actor = declaration.contains("public AActor");
        self.declared(at, "class", if is_actor { "A" } else { "U" });
        if !declaration.starts_with("class RPGGO_API ")
            || !declaration.contains(" : public U") && !is_actor
        {
            self.complain(
                at + 1,
                "not exported with RPGGO_API, or its first base is no object",
            );
        }
    }

    fn enumeration(&mut self, at: usize, line: &str) {
        self.tooltip(at);
        self.blueprint_type(at, line);
        let declaration = self.line(at + 1).to_owned();
        if !declaration.starts_with("enum class E") || !declaration.ends_with(" : uint8") {
            self.complain(at + 1, "an enum of Blueprint is an enum class E… : uint8");
        }
        let mut has_zero = false;
        for at in at + 3.. {
            let value = self.line(at).trim().to_owned();
            if value.starts_with('}') || at >= self.lines.len() {
                break;
            }
            if value.starts_with("/**") || value.starts_with('*') {
                continue;
            }
            self.tooltip(at);
            let number = value
                .split_once(" = ")
                .map(|it| it.1.split([' ', ',']).next());
            has_zero |= number == Some(Some("0"));
        }
        if !has_zero {
            self.complain(at, "an enum of Blueprint needs a value 0");
        }
    }

    fn property(&mut self, at: usize, line: &str) {
        let all = specifiers(line);
        let is_visible = all.iter().any(|it| VISIBLE.contains(&it.as_str()));
        let declaration = self.line(at + 1).trim().to_owned();
        let (kind, name) = variable(&declaration);
        if is_visible && !all.iter().any(|it| it.starts_with("Category = ")) {
            self.complain(at, "no Category");
        }
        self.tooltip(at);
        let is_assignable = all.iter().any(|it| it == "BlueprintAssignable");
        if is_assignable != self.known.delegates.contains(&kind) {
            self.complain(
                at + 1,
                &format!("{kind} and BlueprintAssignable do not go together"),
            );
        }
        let is_weak = kind.starts_with("TWeakObjectPtr<") && !is_visible;
        if !is_assignable && !is_weak && !self.is_supported(&kind) {
            self.complain(at + 1, &format!("{kind} is no type for a UPROPERTY"));
        }
        let is_bool_named =
            name.starts_with('b') && name[1..].starts_with(|it: char| it.is_uppercase());
        if (kind == "bool") != is_bool_named {
            self.complain(
                at + 1,
                &format!("{name}: booleans, and they alone, begin with b"),
            );
        }
        if all.iter().any(|it| it == "Config") {
            let before = self.lines[..at].iter().rev();
            let class = before.clone().find(|it| it.starts_with("UCLASS("));
            if !class.is_some_and(|it| it.contains("Config = ")) {
                self.complain(at, "Config in a class without one");
            }
        }
    }

    fn function(&mut self, at: usize, line: &str) -> String {
        self.tooltip(at);
        let all = specifiers(line);
        let has = |wanted: &str| all.iter().any(|it| it == wanted);
        let is_exposed = has("BlueprintCallable") || has("BlueprintPure");
        if is_exposed && !all.iter().any(|it| it.starts_with("Category = ")) {
            self.complain(at, "no Category");
        }
        let declaration = self.line(at + 1).trim().to_owned();
        let Some((before, rest)) = declaration.split_once('(') else {
            self.complain(at + 1, "no function");
            return declaration;
        };
        let (parameters, after) = rest.rsplit_once(')').unwrap_or((rest, ""));
        let (returned, name) = before.rsplit_once(' ').unwrap_or(("", before));
        let is_static = returned.starts_with("static ");
        let returned = returned
            .trim_start_matches("static ")
            .trim_start_matches("virtual ");
        if returned != "void" && !self.is_supported(returned) {
            self.complain(
                at + 1,
                &format!("{returned} is no type that Blueprint can be given"),
            );
        }
        for parameter in split(parameters) {
            let (kind, name) = variable(&parameter);
            if !self.is_supported(kind.trim_start_matches("const ").trim_end_matches('&')) {
                self.complain(at + 1, &format!("{kind} {name} is no type for Blueprint"));
            }
        }
        if has("BlueprintPure") && !after.trim_start().starts_with("const") && !is_static {
            self.complain(at + 1, &format!("{name} is pure, and not const"));
        }
        let has_context = parameters.contains("WorldContextObject");
        if has_context != line.contains("WorldContext = \"WorldContextObject\"") {
            self.complain(
                at,
                &format!("{name}: WorldContext does not name its parameter"),
            );
        }
        let makes_action = is_static && returned.ends_with("Action*");
        if makes_action != line.contains("BlueprintInternalUseOnly = \"true\"") {
            self.complain(
                at,
                &format!("{name}: what makes an action is for its node alone"),
            );
        }
        if is_static && !has_context {
            self.complain(at, &format!("{name} is static, and knows no world"));
        }
        if let Some((_, advanced)) = line.split_once("AdvancedDisplay = \"") {
            for wanted in advanced.split('"').next().unwrap_or_default().split(',') {
                if !split(parameters).iter().any(|it| variable(it).1 == wanted) {
                    self.complain(
                        at,
                        &format!("AdvancedDisplay names {wanted}, which {name} does not take"),
                    );
                }
            }
        }
        name.to_owned()
    }

    fn delegate(&mut self, at: usize, line: &str) {
        let Some((count, arguments)) = dynamic_delegate(line) else {
            self.complain(at, "not a delegate that can be read");
            return;
        };
        if arguments.len() != 1 + 2 * count {
            self.complain(
                at,
                &format!(
                    "its macro says {count} parameters, it has {:?}",
                    &arguments[1..]
                ),
            );
            return;
        }
        if !arguments[0].starts_with('F') {
            self.complain(at, "the name of a delegate begins with F");
        }
        for pair in arguments[1..].chunks(2) {
            let kind = pair[0].trim_start_matches("const ").trim_end_matches('&');
            if !self.is_supported(kind) {
                self.complain(at, &format!("{kind} is no type for Blueprint"));
            }
            if pair[0].ends_with('&') && !pair[0].starts_with("const ") {
                self.complain(at, &format!("{} would be an output", pair[1]));
            }
        }
    }

    fn is_supported(&self, kind: &str) -> bool {
        let inner = |open: &str| kind.strip_prefix(open).and_then(|it| it.strip_suffix('>'));
        // No containers in containers.
        if let Some(items) = inner("TArray<").or_else(|| inner("TMap<")) {
            let is_container = |it: &str| it.starts_with("TArray<") || it.starts_with("TMap<");
            let items = split(items);
            return items
                .iter()
                .all(|it| !is_container(it) && self.is_supported(it));
        }
        if let Some(object) = inner("TObjectPtr<") {
            return self.is_class(object);
        }
        SIMPLE.contains(&kind)
            || self.known.structs.contains(kind)
            || self.known.enums.contains(kind)
            || kind.strip_suffix('*').is_some_and(|it| self.is_class(it))
    }

    fn is_class(&self, name: &str) -> bool {
        ENGINE_CLASSES.contains(&name) || self.known.classes.contains(name)
    }
}

/// The header that the tool would write beside it, as far as the stand-in needs it.
pub fn generated(header: &Header) -> String {
    let id = format!("FID_{}", header.name.replace('.', "_"));
    let mut out = format!(
        "#include \"UObject/ObjectMacros.h\"\n#undef CURRENT_FILE_ID\n#define CURRENT_FILE_ID {id}\n"
    );
    let lines: Vec<&str> = header.text.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        if line.trim() != "GENERATED_BODY()" {
            continue;
        }
        let declaration = lines[at - 2];
        let _ = write!(out, "#define {id}_{}_GENERATED_BODY", at + 1);
        if declaration.starts_with("class ") {
            let name = class_name(declaration).unwrap_or_default();
            let base = declaration.split("public ").nth(1).unwrap_or_default();
            let base = base.split([',', ' ']).next().unwrap_or_default();
            let _ = write!(out, " STANDIN_BODY({name}, {base})");
        }
        out.push('\n');
    }
    out
}
