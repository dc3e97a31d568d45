using System;

namespace Rpggo
{
    /// <summary>A list of chapters.</summary>
    public readonly unsafe ref struct ChapterList
    {
        private readonly Native.Chapter* _items;

        internal ChapterList(in Native.ChapterList list)
        {
            _items = list.Items;
            Count = checked((int)list.Len);
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
