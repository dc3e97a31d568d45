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

        /// <summary>How many.</summary>
        public int Count { get; }

        /// <summary>One of them.</summary>
        /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is none at this place.</exception>
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

        /// <summary>Goes through the list.</summary>
        public ref struct Enumerator
        {
            private readonly ChapterList _list;
            private int _index;

            internal Enumerator(ChapterList list)
            {
                _list = list;
                _index = -1;
            }

            /// <summary>The one that it is at.</summary>
            public ChapterView Current => _list[_index];

            /// <summary>Goes to the next one; false where there is none.</summary>
            public bool MoveNext()
            {
                _index++;
                return _index < _list.Count;
            }
        }
    }
}
