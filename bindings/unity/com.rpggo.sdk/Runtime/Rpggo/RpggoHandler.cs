namespace Rpggo
{
    /// <summary>
    /// Receives events, one after the other, on the polling thread. Override the methods you need; <see
    /// cref="OnMessage"/> and <see cref="OnFinished"/> are enough for every service.
    /// </summary>
    /// <remarks>
    /// Inside these methods the game may start and cancel requests and dispose the client (then no further
    /// events are delivered; the current one stays valid until the method returns), but not poll it. An
    /// exception propagates out of <see cref="RpggoClient.Poll(RpggoHandler)"/>; its event counts as
    /// delivered, and the next poll continues with the events after it.
    /// </remarks>
    public abstract partial class RpggoHandler
    {
        /// <summary>Every event, including kinds without a method here, before its own method.</summary>
        public virtual void OnEvent(in RpggoEvent e)
        {
        }
    }
}
