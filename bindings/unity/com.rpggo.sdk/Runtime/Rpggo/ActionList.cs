using System;

namespace Rpggo
{
    /// <summary>A list of actions.</summary>
    public readonly unsafe ref struct ActionList
    {
        private readonly Native.Action* _items;

        internal ActionList(in Native.ActionList list)
        {
            _items = list.Items;
            Count = checked((int)list.Len);
        }

        /// <summary>How many.</summary>
        public int Count { get; }

        /// <summary>One of them.</summary>
        /// <param name="index">From 0 to <see cref="Count"/> - 1.</param>
        /// <exception cref="ArgumentOutOfRangeException">There is none at this place.</exception>
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

        /// <summary>Goes through the list.</summary>
        public ref struct Enumerator
        {
            private readonly ActionList _list;
            private int _index;

            internal Enumerator(ActionList list)
            {
                _list = list;
                _index = -1;
            }

            /// <summary>The one that it is at.</summary>
            public ActionView Current => _list[_index];

            /// <summary>Goes to the next one; false where there is none.</summary>
            public bool MoveNext()
            {
                _index++;
                return _index < _list.Count;
            }
        }
    }
}
