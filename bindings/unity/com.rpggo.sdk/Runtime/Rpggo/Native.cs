using System;
using System.Runtime.InteropServices;

namespace Rpggo
{
    /// <summary>
    /// The C interface as include/rpggo.h declares it, which is also its manual: the functions and
    /// constants here, the structs in the other parts of this class. Everything is blittable, texts
    /// are passed as bytes, and no delegate is ever given to native code.
    /// </summary>
    internal static unsafe partial class Native
    {
#if (UNITY_IOS || UNITY_TVOS || UNITY_WEBGL) && !UNITY_EDITOR
        internal const string Library = "__Internal";
#else
        internal const string Library = "rpggo";
#endif

        internal const uint AbiVersion = 1;
        internal const uint NoTimeout = uint.MaxValue;
        internal const uint ClientAllowHttp = 1;
        internal const uint ClientIgnoreEnvironmentProxy = 2;
        internal const uint ChatImages = 1;
        internal const double ReplayAsPolled = -1.0;

        private const CallingConvention Cdecl = CallingConvention.Cdecl;

        [DllImport(Library, EntryPoint = "rpggo_client_new", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status ClientNew(ClientOptions* options, IntPtr* client);

        [DllImport(Library, EntryPoint = "rpggo_client_free", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern void ClientFree(IntPtr client);

        [DllImport(Library, EntryPoint = "rpggo_client_stats", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status ClientStats(IntPtr client, Stats* stats);

        [DllImport(Library, EntryPoint = "rpggo_chat_start", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status ChatStart(IntPtr client, ChatRequest* request, ulong* id);

        [DllImport(Library, EntryPoint = "rpggo_session_start", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status SessionStart(IntPtr client, SessionRequest* request, ulong* id);

        [DllImport(Library, EntryPoint = "rpggo_session_resume", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status SessionResume(IntPtr client, SessionRequest* request, ulong* id);

        [DllImport(Library, EntryPoint = "rpggo_session_history", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status SessionHistory(IntPtr client, SessionRequest* request, ulong* id);

        [DllImport(Library, EntryPoint = "rpggo_session_reset", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status SessionReset(IntPtr client, SessionRequest* request, ulong* id);

        [DllImport(Library, EntryPoint = "rpggo_chapter_change", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status ChapterChange(IntPtr client, SessionRequest* request, ulong* id);

        [DllImport(Library, EntryPoint = "rpggo_game_fetch", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status GameFetch(IntPtr client, SessionRequest* request, ulong* id);

        [DllImport(Library, EntryPoint = "rpggo_request_cancel", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status RequestCancel(IntPtr client, ulong request);

        [DllImport(Library, EntryPoint = "rpggo_poll_event", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Event* PollEvent(IntPtr client);

        [DllImport(Library, EntryPoint = "rpggo_event_field", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Str EventField(Event* it, byte* jsonPointer);

        [DllImport(Library, EntryPoint = "rpggo_last_error", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern byte* LastError();

        [DllImport(Library, EntryPoint = "rpggo_last_status", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status LastStatus();

        [DllImport(Library, EntryPoint = "rpggo_status_name", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern byte* StatusName(Status status);

        [DllImport(Library, EntryPoint = "rpggo_version", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern byte* Version();

        // Native.AbiVersion is the constant; a method cannot have the same name.
        [DllImport(Library, EntryPoint = "rpggo_abi_version", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern uint LibraryAbiVersion();
    }
}
