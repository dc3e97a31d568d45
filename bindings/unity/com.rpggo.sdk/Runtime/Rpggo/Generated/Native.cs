// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
using System;
using System.Runtime.InteropServices;

namespace Rpggo
{
    /// <summary>
    /// The C interface as include/rpggo.h declares it, which is also its manual. Everything is blittable,
    /// texts are passed as bytes, and no delegate is ever given to native code. A C bool is a byte here,
    /// because only that is blittable.
    /// </summary>
    internal static unsafe class Native
    {
#if (UNITY_IOS || UNITY_TVOS || UNITY_WEBGL) && !UNITY_EDITOR
        internal const string Library = "__Internal";
#else
        internal const string Library = "rpggo";
#endif

        internal const uint NoTimeout = uint.MaxValue;
        internal const uint ClientAllowHttp = 1;
        internal const uint ClientIgnoreEnvironmentProxy = 2;
        internal const double ReplayAsPolled = -1.0;
        internal const uint ChatImages = 1;
        internal const uint AbiVersion = 1;

        private const CallingConvention Cdecl = CallingConvention.Cdecl;

        [DllImport(Library, EntryPoint = "rpggo_chat_start", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status ChatStart(IntPtr client, ChatRequest* request, ulong* outRequest);

        [DllImport(Library, EntryPoint = "rpggo_client_new", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status ClientNew(ClientOptions* options, IntPtr* outClient);

        [DllImport(Library, EntryPoint = "rpggo_client_free", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern void ClientFree(IntPtr client);

        [DllImport(Library, EntryPoint = "rpggo_request_cancel", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status RequestCancel(IntPtr client, ulong request);

        [DllImport(Library, EntryPoint = "rpggo_last_error", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern byte* LastError();

        [DllImport(Library, EntryPoint = "rpggo_last_status", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status LastStatus();

        [DllImport(Library, EntryPoint = "rpggo_poll_event", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Event* PollEvent(IntPtr client);

        [DllImport(Library, EntryPoint = "rpggo_event_field", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Str EventField(Event* @event, byte* jsonPointer);

        [DllImport(Library, EntryPoint = "rpggo_session_start", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status SessionStart(IntPtr client, SessionRequest* request, ulong* outRequest);

        [DllImport(Library, EntryPoint = "rpggo_session_resume", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status SessionResume(IntPtr client, SessionRequest* request, ulong* outRequest);

        [DllImport(Library, EntryPoint = "rpggo_session_history", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status SessionHistory(IntPtr client, SessionRequest* request, ulong* outRequest);

        [DllImport(Library, EntryPoint = "rpggo_session_reset", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status SessionReset(IntPtr client, SessionRequest* request, ulong* outRequest);

        [DllImport(Library, EntryPoint = "rpggo_chapter_change", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status ChapterChange(IntPtr client, SessionRequest* request, ulong* outRequest);

        [DllImport(Library, EntryPoint = "rpggo_game_fetch", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status GameFetch(IntPtr client, SessionRequest* request, ulong* outRequest);

        [DllImport(Library, EntryPoint = "rpggo_client_stats", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern Status ClientStats(IntPtr client, Stats* outStats);

        [DllImport(Library, EntryPoint = "rpggo_version", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern byte* Version();

        [DllImport(Library, EntryPoint = "rpggo_abi_version", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern uint LibraryAbiVersion();

        [DllImport(Library, EntryPoint = "rpggo_status_name", CallingConvention = Cdecl, ExactSpelling = true)]
        internal static extern byte* StatusName(Status status);

        [StructLayout(LayoutKind.Sequential)]
        internal struct StrList
        {
            internal Str* Items;
            internal UIntPtr Len;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Action
        {
            internal Str Type;
            internal Str Text;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct ActionList
        {
            internal Action* Items;
            internal UIntPtr Len;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Goal
        {
            internal Str GoalId;
            internal Str Text;
            internal byte Achieved;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct StatusValue
        {
            internal Str Key;
            internal Str Value;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Character
        {
            internal Str CharacterId;
            internal Str Name;
            internal Str Type;
            internal Str Avatar;
            internal StrList Phases;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct CharacterList
        {
            internal Character* Items;
            internal UIntPtr Len;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Chapter
        {
            internal Str ChapterId;
            internal Str Name;
            internal Str Intro;
            internal Str Background;
            internal Str Image;
            internal Str BackgroundAudio;
            internal Str EndingAudio;
            internal CharacterList Characters;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct ChapterList
        {
            internal Chapter* Items;
            internal UIntPtr Len;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventStarted
        {
            internal int HttpStatus;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventText
        {
            internal Str Delta;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventMessage
        {
            internal Str Text;
            internal Str TextExt;
            internal Str CharacterType;
            internal Role Role;
            internal byte History;
            internal int CurrentCount;
            internal int MaxChatCount;
            internal StrList Insiders;
            internal ActionList Actions;
            internal byte Partial;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventImage
        {
            internal Str Url;
            internal Str Caption;
            internal int ImageType;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventGoals
        {
            internal Goal* Items;
            internal UIntPtr Len;
            internal Str CurrentGoalId;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventChapter
        {
            internal Str ChapterId;
            internal Str Text;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventEnding
        {
            internal byte Won;
            internal Str Text;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventState
        {
            internal Str State;
            internal double Score;
            internal Str Outcome;
            internal Str Decision;
            internal byte FollowUp;
            internal int RedirectCount;
            internal Str ScoringMode;
            internal byte MachineCompleted;
            internal StrList UnlockedMachines;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventStatus
        {
            internal StatusValue* Items;
            internal UIntPtr Len;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventCost
        {
            internal Str Type;
            internal Str Name;
            internal double Amount;
            internal Str Direction;
            internal Str Description;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventSession
        {
            internal Str SessionId;
            internal Str GameId;
            internal Str Name;
            internal Str Intro;
            internal Str Background;
            internal Str Image;
            internal Str MachineId;
            internal ChapterList Chapters;
            internal Str PlayerName;
            internal Str PlayerGender;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventRetrying
        {
            internal int Attempt;
            internal int DelayMs;
            internal Status Status;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventFinished
        {
            internal Status Status;
            internal int HttpStatus;
            internal long ServiceCode;
            internal Str Detail;
            internal int RetryAfterMs;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct EventLog
        {
            internal LogLevel Level;
            internal Str Text;
        }

        [StructLayout(LayoutKind.Explicit)]
        internal struct EventPayload
        {
            [FieldOffset(0)] internal EventStarted Started;
            [FieldOffset(0)] internal EventText Text;
            [FieldOffset(0)] internal EventMessage Message;
            [FieldOffset(0)] internal EventImage Image;
            [FieldOffset(0)] internal EventGoals Goals;
            [FieldOffset(0)] internal EventChapter Chapter;
            [FieldOffset(0)] internal EventEnding Ending;
            [FieldOffset(0)] internal EventState State;
            [FieldOffset(0)] internal EventStatus Status;
            [FieldOffset(0)] internal EventCost Cost;
            [FieldOffset(0)] internal EventSession Session;
            [FieldOffset(0)] internal EventRetrying Retrying;
            [FieldOffset(0)] internal EventFinished Finished;
            [FieldOffset(0)] internal EventLog Log;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Event
        {
            internal EventKind Kind;
            internal ulong Request;
            internal Str CharacterId;
            internal Str MessageId;
            internal Str Raw;
            internal double ElapsedMs;
            internal EventPayload As;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct ClientOptions
        {
            internal UIntPtr StructSize;
            internal Service Service;
            internal byte* BaseUrl;
            internal byte* ApiKey;
            internal uint ConnectTimeoutMs;
            internal uint FirstByteTimeoutMs;
            internal uint IdleTimeoutMs;
            internal uint TotalTimeoutMs;
            internal int MaxRetries;
            internal UIntPtr MaxQueuedBytes;
            internal uint Flags;
            internal uint MaxRequests;
            internal UIntPtr MaxEventBytes;
            internal byte* CaFile;
            internal byte* ProxyUrl;
            internal byte* ExtraHeaders;
            internal uint MaxHistoryCharacters;
            internal byte* RecordPath;
            internal ulong MaxRecordingBytes;
            internal byte* ReplayPath;
            internal byte* ReplayText;
            internal double ReplaySpeed;
            internal LogLevel LogLevel;
            internal byte* Query;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct ChatRequest
        {
            internal UIntPtr StructSize;
            internal byte* CharacterId;
            internal byte* SessionId;
            internal byte* Message;
            internal byte* MessageId;
            internal byte* GameId;
            internal byte* MachineId;
            internal byte* UserId;
            internal byte* ExtraJson;
            internal uint Flags;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct SessionRequest
        {
            internal UIntPtr StructSize;
            internal byte* SessionId;
            internal byte* GameId;
            internal byte* ChapterId;
            internal byte* CharacterId;
            internal byte* MachineId;
            internal byte* PlayerName;
            internal byte* PlayerGender;
            internal byte* SystemPrompt;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Stats
        {
            internal UIntPtr StructSize;
            internal ulong RequestsStarted;
            internal ulong RequestsFinished;
            internal ulong RequestsFailed;
            internal ulong RequestsCancelled;
            internal ulong Events;
            internal ulong BytesReceived;
            internal ulong QueuedEvents;
            internal ulong QueuedBytes;
            internal ulong ConnectionsOpened;
            internal ulong ConnectionsReused;
            internal ulong Retries;
            internal double FirstEventLastMs;
            internal double FirstEventAverageMs;
            internal double FirstEventWorstMs;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct Str
        {
            internal byte* Data;
            internal UIntPtr Len;
        }
    }
}
