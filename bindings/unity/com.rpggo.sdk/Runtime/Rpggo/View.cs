using System;

namespace Rpggo
{
    /// <summary>What the views of an event share.</summary>
    internal static unsafe class View
    {
        /// <summary>The address; a view created with <c>default</c> has none.</summary>
        internal static void* Checked(void* address)
        {
            if (address == null)
            {
                throw new InvalidOperationException(
                    "this view has no event: use the one passed to the handler");
            }
            return address;
        }

        /// <summary>The item at an index, if there is one.</summary>
        internal static int Checked(int index, int count)
        {
            if ((uint)index >= (uint)count)
            {
                throw new ArgumentOutOfRangeException(
                    nameof(index), index, "the list has " + count + " items");
            }
            return index;
        }
    }
}
