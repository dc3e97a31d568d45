using System;
using System.Runtime.InteropServices;

namespace Rpggo
{
    /// <summary>What is passed to the library.</summary>
    internal static unsafe partial class Native
    {
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
    }
}
