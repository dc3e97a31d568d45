// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
using System;

namespace Rpggo
{
    /// <summary>A list of texts. Reading one creates a string.</summary>
    public readonly unsafe ref struct TextList
    {
        private readonly Native.Str* _items;

        internal TextList(Native.Str* items, UIntPtr length)
        {
            _items = items;
            Count = checked((int)length);
        }

        /// <summary>The number of items.</summary>
        public int Count { get; }

        /// <summary>The item at an index.</summary>
        /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public string this[int index] => Utf8.Read(_items[View.Checked(index, Count)]);

        /// <summary>For <c>foreach</c>.</summary>
        public Enumerator GetEnumerator() => new Enumerator(this);

        /// <summary>Copies that can be kept.</summary>
        public string[] Copy()
        {
            var copies = Count == 0 ? Array.Empty<string>() : new string[Count];
            for (int i = 0; i < copies.Length; i++)
            {
                copies[i] = this[i];
            }
            return copies;
        }

        /// <summary>Enumerates the list.</summary>
        public ref struct Enumerator
        {
            private readonly TextList _list;
            private int _index;

            internal Enumerator(TextList list)
            {
                _list = list;
                _index = -1;
            }

            /// <summary>The current item.</summary>
            public string Current => _list[_index];

            /// <summary>Advances to the next item; false when there is none.</summary>
            public bool MoveNext()
            {
                _index++;
                return _index < _list.Count;
            }
        }
    }

    /// <summary>A list of <see cref="ActionView"/>.</summary>
    public readonly unsafe ref struct ActionList
    {
        private readonly Native.Action* _items;

        internal ActionList(Native.Action* items, UIntPtr length)
        {
            _items = items;
            Count = checked((int)length);
        }

        /// <summary>The number of items.</summary>
        public int Count { get; }

        /// <summary>The item at an index.</summary>
        /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public ActionView this[int index] => new ActionView(_items + View.Checked(index, Count));

        /// <summary>For <c>foreach</c>.</summary>
        public Enumerator GetEnumerator() => new Enumerator(this);

        /// <summary>Copies that can be kept.</summary>
        public ChatAction[] Copy()
        {
            var copies = Count == 0 ? Array.Empty<ChatAction>() : new ChatAction[Count];
            for (int i = 0; i < copies.Length; i++)
            {
                copies[i] = this[i].Copy();
            }
            return copies;
        }

        /// <summary>Enumerates the list.</summary>
        public ref struct Enumerator
        {
            private readonly ActionList _list;
            private int _index;

            internal Enumerator(ActionList list)
            {
                _list = list;
                _index = -1;
            }

            /// <summary>The current item.</summary>
            public ActionView Current => _list[_index];

            /// <summary>Advances to the next item; false when there is none.</summary>
            public bool MoveNext()
            {
                _index++;
                return _index < _list.Count;
            }
        }
    }

    /// <summary>A list of <see cref="GoalView"/>.</summary>
    public readonly unsafe ref struct GoalList
    {
        private readonly Native.Goal* _items;

        internal GoalList(Native.Goal* items, UIntPtr length)
        {
            _items = items;
            Count = checked((int)length);
        }

        /// <summary>The number of items.</summary>
        public int Count { get; }

        /// <summary>The item at an index.</summary>
        /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public GoalView this[int index] => new GoalView(_items + View.Checked(index, Count));

        /// <summary>For <c>foreach</c>.</summary>
        public Enumerator GetEnumerator() => new Enumerator(this);

        /// <summary>Copies that can be kept.</summary>
        public Goal[] Copy()
        {
            var copies = Count == 0 ? Array.Empty<Goal>() : new Goal[Count];
            for (int i = 0; i < copies.Length; i++)
            {
                copies[i] = this[i].Copy();
            }
            return copies;
        }

        /// <summary>Enumerates the list.</summary>
        public ref struct Enumerator
        {
            private readonly GoalList _list;
            private int _index;

            internal Enumerator(GoalList list)
            {
                _list = list;
                _index = -1;
            }

            /// <summary>The current item.</summary>
            public GoalView Current => _list[_index];

            /// <summary>Advances to the next item; false when there is none.</summary>
            public bool MoveNext()
            {
                _index++;
                return _index < _list.Count;
            }
        }
    }

    /// <summary>A list of <see cref="StatusValueView"/>.</summary>
    public readonly unsafe ref struct StatusValueList
    {
        private readonly Native.StatusValue* _items;

        internal StatusValueList(Native.StatusValue* items, UIntPtr length)
        {
            _items = items;
            Count = checked((int)length);
        }

        /// <summary>The number of items.</summary>
        public int Count { get; }

        /// <summary>The item at an index.</summary>
        /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public StatusValueView this[int index] => new StatusValueView(_items + View.Checked(index, Count));

        /// <summary>For <c>foreach</c>.</summary>
        public Enumerator GetEnumerator() => new Enumerator(this);

        /// <summary>Copies that can be kept.</summary>
        public StatusValue[] Copy()
        {
            var copies = Count == 0 ? Array.Empty<StatusValue>() : new StatusValue[Count];
            for (int i = 0; i < copies.Length; i++)
            {
                copies[i] = this[i].Copy();
            }
            return copies;
        }

        /// <summary>Enumerates the list.</summary>
        public ref struct Enumerator
        {
            private readonly StatusValueList _list;
            private int _index;

            internal Enumerator(StatusValueList list)
            {
                _list = list;
                _index = -1;
            }

            /// <summary>The current item.</summary>
            public StatusValueView Current => _list[_index];

            /// <summary>Advances to the next item; false when there is none.</summary>
            public bool MoveNext()
            {
                _index++;
                return _index < _list.Count;
            }
        }
    }

    /// <summary>A list of <see cref="CharacterView"/>.</summary>
    public readonly unsafe ref struct CharacterList
    {
        private readonly Native.Character* _items;

        internal CharacterList(Native.Character* items, UIntPtr length)
        {
            _items = items;
            Count = checked((int)length);
        }

        /// <summary>The number of items.</summary>
        public int Count { get; }

        /// <summary>The item at an index.</summary>
        /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public CharacterView this[int index] => new CharacterView(_items + View.Checked(index, Count));

        /// <summary>For <c>foreach</c>.</summary>
        public Enumerator GetEnumerator() => new Enumerator(this);

        /// <summary>Copies that can be kept.</summary>
        public Character[] Copy()
        {
            var copies = Count == 0 ? Array.Empty<Character>() : new Character[Count];
            for (int i = 0; i < copies.Length; i++)
            {
                copies[i] = this[i].Copy();
            }
            return copies;
        }

        /// <summary>Enumerates the list.</summary>
        public ref struct Enumerator
        {
            private readonly CharacterList _list;
            private int _index;

            internal Enumerator(CharacterList list)
            {
                _list = list;
                _index = -1;
            }

            /// <summary>The current item.</summary>
            public CharacterView Current => _list[_index];

            /// <summary>Advances to the next item; false when there is none.</summary>
            public bool MoveNext()
            {
                _index++;
                return _index < _list.Count;
            }
        }
    }

    /// <summary>A list of <see cref="ChapterView"/>.</summary>
    public readonly unsafe ref struct ChapterList
    {
        private readonly Native.Chapter* _items;

        internal ChapterList(Native.Chapter* items, UIntPtr length)
        {
            _items = items;
            Count = checked((int)length);
        }

        /// <summary>The number of items.</summary>
        public int Count { get; }

        /// <summary>The item at an index.</summary>
        /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">The index is out of range.</exception>
        public ChapterView this[int index] => new ChapterView(_items + View.Checked(index, Count));

        /// <summary>For <c>foreach</c>.</summary>
        public Enumerator GetEnumerator() => new Enumerator(this);

        /// <summary>Copies that can be kept.</summary>
        public Chapter[] Copy()
        {
            var copies = Count == 0 ? Array.Empty<Chapter>() : new Chapter[Count];
            for (int i = 0; i < copies.Length; i++)
            {
                copies[i] = this[i].Copy();
            }
            return copies;
        }

        /// <summary>Enumerates the list.</summary>
        public ref struct Enumerator
        {
            private readonly ChapterList _list;
            private int _index;

            internal Enumerator(ChapterList list)
            {
                _list = list;
                _index = -1;
            }

            /// <summary>The current item.</summary>
            public ChapterView Current => _list[_index];

            /// <summary>Advances to the next item; false when there is none.</summary>
            public bool MoveNext()
            {
                _index++;
                return _index < _list.Count;
            }
        }
    }
}
