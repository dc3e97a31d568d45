using System;
using System.Runtime.InteropServices;

namespace Rpggo
{
    /// <summary>What the library returns. A C bool is a byte here, because only that is
    /// blittable.</summary>
    internal static unsafe partial class Native
    {
        [StructLayout(LayoutKind.Sequential)]
        internal struct Str
        {
            internal byte* Data;
            internal UIntPtr Len;
        }

        [StructLayout(LayoutKind.Sequential)]
        internal struct StrList
        {
            internal Str* Items;
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
        internal struct Goal
        {
            internal Str GoalId;
            internal Str Text;
            internal byte Achieved;
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
        internal struct StatusValue
        {
            internal Str Key;
            internal Str Value;
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
    }
}
