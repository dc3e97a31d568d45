using System;

namespace Rpggo
{
    /// <summary>A list of values to display.</summary>
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
}
