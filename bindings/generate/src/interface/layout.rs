//! Where C's fields are, on every kind of platform: for bindings that repeat the structs. A test lets C
//! compilers prove it.

use super::{Interface, Role, Struct, Type};

/// What differs between platforms.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DataModel {
    /// The size of an address, and of `size_t`.
    pub pointer: usize,
    /// The alignment of numbers of 8 bytes in a struct.
    pub of_eight: usize,
}

impl DataModel {
    /// All platforms of 64 bits.
    pub const WIDE: DataModel = DataModel {
        pointer: 8,
        of_eight: 8,
    };
    /// Those of 32 bits: Windows, Arm, WebAssembly.
    pub const NARROW: DataModel = DataModel {
        pointer: 4,
        of_eight: 8,
    };
    /// Linux and macOS on 32-bit x86.
    pub const NARROW_X86: DataModel = DataModel {
        pointer: 4,
        of_eight: 4,
    };
}

/// How much place something takes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub size: usize,
    pub alignment: usize,
}

/// A struct, and its fields.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    pub place: Place,
    pub fields: Vec<FieldLayout>,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldLayout {
    pub name: String,
    pub offset: usize,
    pub size: usize,
}

impl Interface {
    /// As C compilers do it: each field is at the next multiple of its alignment, the size is a
    /// multiple of the largest one, and the fields of a union are all at its beginning.
    pub fn layout(&self, of: &Struct, model: DataModel) -> Layout {
        let mut fields = Vec::new();
        let mut end = 0;
        let mut alignment = 1;
        for field in &of.fields {
            let place = self.place(&field.kind, model);
            let offset = match of.role {
                Role::Union => 0,
                _ => usize::next_multiple_of(end, place.alignment),
            };
            end = end.max(offset + place.size);
            alignment = alignment.max(place.alignment);
            fields.push(FieldLayout {
                name: field.name.clone(),
                offset,
                size: place.size,
            });
        }
        let size = end.next_multiple_of(alignment);
        let place = Place { size, alignment };
        Layout { place, fields }
    }

    fn place(&self, kind: &Type, model: DataModel) -> Place {
        let (size, alignment) = match kind {
            Type::Void => panic!("a field is of some type"),
            Type::Bool => (1, 1),
            Type::I32 | Type::U32 | Type::Enum(_) => (4, 4),
            Type::I64 | Type::U64 | Type::F64 | Type::RequestId => (8, model.of_eight),
            Type::Size | Type::Chars | Type::Pointer(_) | Type::PointerMut(_) => {
                (model.pointer, model.pointer)
            }
            // An address and a size.
            Type::List(_) => (2 * model.pointer, model.pointer),
            Type::Text | Type::Struct(_) => {
                return self.layout(self.structure(kind.name()), model).place;
            }
        };
        Place { size, alignment }
    }
}
