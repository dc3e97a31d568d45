namespace Rpggo
{
    /// <summary>What a character does beside speaking.</summary>
    public sealed class ChatAction
    {
        internal ChatAction(in ActionView view)
        {
            Type = view.Type;
            Text = view.Text;
        }

        /// <summary>The service's word for the kind of action.</summary>
        public string Type { get; }

        /// <summary>The action in words.</summary>
        public string Text { get; }
    }
}
