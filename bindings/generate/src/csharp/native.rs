//! The C interface as it is: functions, constants, and structs with their fields.

use super::names::{camel, function, pascal, plain};
use super::{CSharp, fill};
use crate::interface::{Constant, Function, Role, Struct};

const CLASS: &str = r#"
    /// <summary>
    /// The C interface as include/rpggo.h declares it, which is also its manual. Everything is blittable,
    /// texts are passed as bytes, and no delegate is ever given to native code. A C bool is a byte here,
    /// because only that is blittable.
    /// </summary>
    internal static unsafe class Native
    {
#if (UNITY_IOS || UNITY_TVOS || UNITY_WEBGL) && !UNITY_EDITOR
        internal const string Library = "__Internal";
#else
        internal const string Library = "rpggo";
#endif

$constants$
        private const CallingConvention Cdecl = CallingConvention.Cdecl;

$functions$
$structs$    }
"#;

const FUNCTION: &str = r#"
        [DllImport(Library, EntryPoint = "$c$", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern $returns$ $name$($parameters$);
"#;

const STRUCT: &str = r#"
        [StructLayout(LayoutKind.$layout$)]
        internal struct $name$
        {
$fields$        }
"#;

pub fn write(it: &CSharp) -> String {
    let constants = it.interface.constants.iter().map(constant);
    let functions = it.interface.functions.iter().map(|of| declare(it, of));
    let structs = it.interface.structs.iter();
    let structs = structs.filter(|of| of.role != Role::Opaque);
    let structs = structs.map(|of| layout(it, of));
    fill(
        CLASS,
        &[
            ("constants", &constants.collect::<String>()),
            ("functions", &functions.collect::<Vec<_>>().join("\n")),
            ("structs", &structs.collect::<Vec<_>>().join("\n")),
        ],
    )
}

fn constant(it: &Constant) -> String {
    let name = plain(&it.name.to_lowercase());
    let (kind, value) = match it.value.as_str() {
        "u32::MAX" => ("uint", "uint.MaxValue"),
        value if value.contains('.') => ("double", value),
        value => ("uint", value),
    };
    format!("        internal const {kind} {name} = {value};\n")
}

fn declare(it: &CSharp, of: &Function) -> String {
    let parameters = of.parameters.iter();
    let parameters =
        parameters.map(|(name, kind)| format!("{} {}", it.native_type(kind), camel(name)));
    fill(
        FUNCTION,
        &[
            ("c", &of.name),
            ("returns", &it.native_type(&of.returns)),
            ("name", &function(it.interface, of)),
            ("parameters", &parameters.collect::<Vec<_>>().join(", ")),
        ],
    )
}

fn layout(it: &CSharp, of: &Struct) -> String {
    let (layout, offset) = match of.role {
        Role::Union => ("Explicit", "[FieldOffset(0)] "),
        _ => ("Sequential", ""),
    };
    let fields = of.fields.iter().map(|field| {
        let (kind, name) = (it.native_type(&field.kind), pascal(&field.name));
        format!("            {offset}internal {kind} {name};\n")
    });
    fill(
        STRUCT,
        &[
            ("layout", layout),
            ("name", &plain(&of.name)),
            ("fields", &fields.collect::<String>()),
        ],
    )
}
