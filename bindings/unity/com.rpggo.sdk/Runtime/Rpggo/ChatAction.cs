namespace Rpggo
{
    /// <summary>Something a character does in addition to speaking.</summary>
    public sealed class ChatAction
    {
        internal ChatAction(in ActionView view)
        {
            Type = view.Type;
            Text = view.Text;
        }

        /// <summary>The kind of action, as named by the service.</summary>
        public string Type { get; }

        /// <summary>A description of the action.</summary>
        public string Text { get; }
    }
}
