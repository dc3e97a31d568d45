using System;

namespace Rpggo
{
    /// <summary>A list of texts. Reading one creates a string.</summary>
    public readonly unsafe ref struct TextList
    {
        private readonly Native.Str* _items;

        internal TextList(in Native.StrList list)
        {
            _items = list.Items;
            Count = checked((int)list.Len);
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
}
