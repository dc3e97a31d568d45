//! Lists of an event. C# has no generic type that a view may stand in, so there is one for each.

use super::names::{class, copy, list, plain};
use super::{CSharp, fill};
use crate::interface::{Role, Type};

const LIST: &str = r#"
    /// <summary>A list of $items$.</summary>
    public readonly unsafe ref struct $list$
    {
        private readonly Native.$native$* _items;

        internal $list$(Native.$native$* items, UIntPtr length)
        {
            _items = items;
            Count = checked((int)length);
        }

        /// <summary>The number of items.</summary>
        public int Count { get; }

        /// <summary>The item at an index.</summary>
        /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public $item$ this[int index] => $get$;

        /// <summary>For <c>foreach</c>.</summary>
        public Enumerator GetEnumerator() => new Enumerator(this);

        /// <summary>Copies that can be kept.</summary>
        public $kept$[] Copy()
        {
            var copies = Count == 0 ? Array.Empty<$kept$>() : new $kept$[Count];
            for (int i = 0; i < copies.Length; i++)
            {
                copies[i] = this[i]$copy$;
            }
            return copies;
        }

        /// <summary>Enumerates the list.</summary>
        public ref struct Enumerator
        {
            private readonly $list$ _list;
            private int _index;

            internal Enumerator($list$ list)
            {
                _list = list;
                _index = -1;
            }

            /// <summary>The current item.</summary>
            public $item$ Current => _list[_index];

            /// <summary>Advances to the next item; false when there is none.</summary>
            public bool MoveNext()
            {
                _index++;
                return _index < _list.Count;
            }
        }
    }
"#;

pub fn write(it: &CSharp) -> Vec<String> {
    let mut lists = vec![fill(
        LIST,
        &[
            ("get", "Utf8.Read(_items[View.Checked(index, Count)])"),
            ("items", "texts. Reading one creates a string"),
            ("list", "TextList"),
            ("native", "Str"),
            ("item", "string"),
            ("kept", "string"),
            ("copy", ""),
        ],
    )];
    let is_listed = |item: &str| {
        let structs = it.interface.structs.iter();
        let mut kinds = structs.flat_map(|of| it.interface.members(of));
        kinds.any(|member| member.kind == Type::List(item.to_owned()))
    };
    for item in it.interface.of_role(Role::Item) {
        if !is_listed(&item.name) {
            continue;
        }
        let view = class(item);
        let get = format!("new {view}(_items + View.Checked(index, Count))");
        lists.push(fill(
            LIST,
            &[
                ("get", &get),
                ("items", &format!("<see cref=\"{view}\"/>")),
                ("list", &list(&item.name)),
                ("native", &plain(&item.name)),
                ("item", &view),
                ("kept", &copy(item)),
                ("copy", ".Copy()"),
            ],
        ));
    }
    lists
}
