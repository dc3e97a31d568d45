namespace Rpggo
{
    /// <summary>Which function starts a request.</summary>
    internal enum NativeCall
    {
        Chat,
        SessionStart,
        SessionResume,
        SessionHistory,
        SessionReset,
        ChapterChange,
        GameFetch
    }
}
