//! What a game sets: the options of a client, and requests.

use super::names::{class, pascal, plain};
use super::{CSharp, fill, set};
use crate::interface::{Constant, Field, Interface, Member, Role, Struct, Type};

const INPUT: &str = r#"
$docs$    public sealed class $name$
    {
$constants$$members$
        internal unsafe Native.$native$ ToNative(NativeTexts texts)
        {
            return new Native.$native$
            {
                StructSize = (UIntPtr)sizeof(Native.$native$),
$fields$
            };
        }
$more$    }
"#;

pub fn options(it: &CSharp) -> String {
    let of = it.interface.structure("rpggo_client_options");
    let constants = it.interface.constants.iter().filter(|of| is_offered(of));
    let constants = constants.map(|of| constant(it, of));
    let set = set::write(it, of);
    input(it, of, &constants.collect::<String>(), &set)
}

pub fn requests(it: &CSharp) -> Vec<String> {
    let inputs = it.interface.of_role(Role::Input);
    let requests = inputs.filter(|of| of.name != "rpggo_client_options");
    requests.map(|of| input(it, of, "", "")).collect()
}

fn input(it: &CSharp, of: &Struct, constants: &str, more: &str) -> String {
    let members = it.interface.members(of);
    let properties = members.iter().map(|member| property(it, of, member));
    let fields = of.fields.iter();
    let fields = fields.filter_map(|field| assign(it.interface, of, field, &members));
    fill(
        INPUT,
        &[
            ("docs", &it.summary(&of.doc, Some(of), "    ")),
            ("name", &class(of)),
            ("native", &plain(&of.name)),
            ("constants", constants),
            ("members", &properties.collect::<Vec<_>>().join("\n")),
            ("fields", &fields.collect::<Vec<_>>().join(",\n")),
            ("more", more),
        ],
    )
}

/// A number that stands for something in an option: neither a flag nor the version.
fn is_offered(it: &Constant) -> bool {
    it.doc.starts_with("For ") && !it.doc.contains(".flags`: ")
}

fn constant(it: &CSharp, of: &Constant) -> String {
    let doc = of.doc.split_once(": ").expect("what for").1;
    let docs = it.summary(&crate::interface::capital(doc), None, "        ");
    let (kind, value) = match &of.kind {
        // The largest number, which is -1 where numbers have signs.
        Type::U32 => ("int", "-1"),
        _ => ("double", of.value.as_str()),
    };
    let name = plain(&of.name.to_lowercase());
    format!("{docs}        public const {kind} {name} = {value};\n\n")
}

fn property(it: &CSharp, of: &Struct, member: &Member) -> String {
    let docs = it.summary(&member.doc, Some(of), "        ");
    let (kind, name) = (kind(&member.kind), pascal(&member.name));
    format!("{docs}        public {kind} {name} {{ get; set; }}\n")
}

/// The type of what is set. Numbers have signs, as everywhere in C#.
pub fn kind(it: &Type) -> String {
    let kind = match it {
        Type::Bool => "bool",
        Type::I32 | Type::U32 => "int",
        Type::I64 | Type::U64 | Type::Size => "long",
        Type::F64 => "double",
        Type::Chars => "string",
        Type::RequestId => "RequestId",
        Type::Enum(name) => return plain(name),
        other => panic!("nobody has said how C# sets {other:?}"),
    };
    kind.to_owned()
}

/// What sets a field of the native struct.
fn assign(interface: &Interface, of: &Struct, field: &Field, members: &[Member]) -> Option<String> {
    let name = pascal(&field.name);
    let value = match (&field.kind, field.name.as_str()) {
        (_, "struct_size" | "reserved") => return None,
        (_, "flags") => flags(interface, of, members),
        (Type::Chars, _) => format!("texts.Add({name}, nameof({name}))"),
        (Type::Bool, _) => format!("(byte)({name} ? 1 : 0)"),
        (Type::U32, time) if time.ends_with("_ms") => {
            format!("Number.Timeout({name}, nameof({name}))")
        }
        (Type::U32 | Type::U64, _) => format!("Number.Unsigned({name}, nameof({name}))"),
        (Type::Size, _) => format!("Number.Size({name}, nameof({name}))"),
        (Type::RequestId, _) => format!("{name}.Value"),
        _ => name.clone(),
    };
    Some(format!("                {name} = {value}"))
}

fn flags(interface: &Interface, of: &Struct, members: &[Member]) -> String {
    let flags = interface.flags(of).map(|flag| {
        let is_it = |it: &&Member| it.flag.as_deref() == Some(&flag.name);
        let member = members.iter().find(is_it).expect("each is a member");
        let constant = plain(&flag.name.to_lowercase());
        format!("({} ? Native.{constant} : 0)", pascal(&member.name))
    });
    let flags: Vec<String> = flags.collect();
    flags.join("\n                    | ")
}
