// Made from src/abi by `cargo run -p rpggo-generate`: do not edit.
using System;
using System.Collections.Generic;

namespace Rpggo
{
    /// <summary>Something a character does in addition to speaking.</summary>
    public class ChatAction
    {
        /// <summary>Copies it.</summary>
        public ChatAction(in ActionView it)
        {
            Type = it.Type;
            Text = it.Text;
        }

        /// <summary>The kind of action, as named by the service.</summary>
        public string Type { get; }

        /// <summary>A description of the action.</summary>
        public string Text { get; }
    }

    /// <summary>A goal.</summary>
    public class Goal
    {
        /// <summary>Copies it.</summary>
        public Goal(in GoalView it)
        {
            GoalId = it.GoalId;
            Text = it.Text;
            Achieved = it.Achieved;
        }

        /// <summary>The id.</summary>
        public string GoalId { get; }

        /// <summary>The goal's text.</summary>
        public string Text { get; }

        /// <summary>True when the goal is achieved.</summary>
        public bool Achieved { get; }
    }

    /// <summary>A value to display.</summary>
    public class StatusValue
    {
        /// <summary>Copies it.</summary>
        public StatusValue(in StatusValueView it)
        {
            Key = it.Key;
            Value = it.Value;
        }

        /// <summary>The name of the value.</summary>
        public string Key { get; }

        /// <summary>The value: a string unchanged, anything else as JSON text.</summary>
        public string Value { get; }
    }

    /// <summary>A character.</summary>
    public class Character
    {
        /// <summary>Copies it.</summary>
        public Character(in CharacterView it)
        {
            CharacterId = it.CharacterId;
            Name = it.Name;
            Type = it.Type;
            Avatar = it.Avatar;
            Phases = it.Phases.Copy();
        }

        /// <summary>The id to use for chats.</summary>
        public string CharacterId { get; }

        /// <summary>The name to display.</summary>
        public string Name { get; }

        /// <summary>"npc", or "dm" for a character that leads the game.</summary>
        public string Type { get; }

        /// <summary>URL of a portrait; may be empty.</summary>
        public string Avatar { get; }

        /// <summary>The phases the character can be in.</summary>
        public IReadOnlyList<string> Phases { get; }
    }

    /// <summary>A chapter.</summary>
    public class Chapter
    {
        /// <summary>Copies it.</summary>
        public Chapter(in ChapterView it)
        {
            ChapterId = it.ChapterId;
            Name = it.Name;
            Intro = it.Intro;
            Background = it.Background;
            Image = it.Image;
            BackgroundAudio = it.BackgroundAudio;
            EndingAudio = it.EndingAudio;
            Characters = it.Characters.Copy();
        }

        /// <summary>The id.</summary>
        public string ChapterId { get; }

        /// <summary>The name.</summary>
        public string Name { get; }

        /// <summary>Introductory text for the player; empty when the service sends "None".</summary>
        public string Intro { get; }

        /// <summary>The setting, and what the player should know.</summary>
        public string Background { get; }

        /// <summary>URL of an image; may be empty.</summary>
        public string Image { get; }

        /// <summary>URL of the audio to play during the chapter; may be empty.</summary>
        public string BackgroundAudio { get; }

        /// <summary>URL of the audio to play at the end of the chapter; may be empty.</summary>
        public string EndingAudio { get; }

        /// <summary>Characters available in this chapter.</summary>
        public IReadOnlyList<Character> Characters { get; }
    }

    /// <summary>The service accepted the request.</summary>
    public class StartedEvent
    {
        /// <summary>Copies it.</summary>
        public StartedEvent(in StartedPayload it)
        {
            HttpStatus = it.HttpStatus;
        }

        /// <summary>The HTTP status of the response, for example 200.</summary>
        public int HttpStatus { get; }
    }

    /// <summary>A piece of a message, streamed as it is generated.</summary>
    public class TextEvent
    {
        /// <summary>Copies it.</summary>
        public TextEvent(in TextPayload it)
        {
            Delta = it.Delta;
        }

        /// <summary>The new piece; append it to the previous ones.</summary>
        public string Delta { get; }
    }

    /// <summary>One complete message. <c>CharacterId</c> is the speaker.</summary>
    public class ChatMessage
    {
        /// <summary>Copies it.</summary>
        public ChatMessage(in RpggoEvent e, in MessagePayload it)
        {
            CharacterId = e.CharacterId;
            MessageId = e.MessageId;
            Text = it.Text;
            TextExt = it.TextExt;
            CharacterType = it.CharacterType;
            Role = it.Role;
            History = it.History;
            CurrentCount = it.CurrentCount;
            MaxChatCount = it.MaxChatCount;
            Insiders = it.Insiders.Copy();
            Actions = it.Actions.Copy();
            Partial = it.Partial;
        }

        /// <summary>The id of the speaker, as used for chats; also RPGGO's directors, such as
        /// "goal_check_dm". Empty when the service names no speaker.</summary>
        public string CharacterId { get; }

        /// <summary>The service's id of the message; not necessarily the one that was sent.</summary>
        public string MessageId { get; }

        /// <summary>The text, unmodified.</summary>
        public string Text { get; }

        /// <summary>Additional text from the service; often empty.</summary>
        public string TextExt { get; }

        /// <summary>The kind of speaker, as named by the service, for example "common_npc"; others may
        /// be added.</summary>
        public string CharacterType { get; }

        /// <summary>The role of the speaker.</summary>
        public Role Role { get; }

        /// <summary>True for a message from the session's history.</summary>
        public bool History { get; }

        /// <summary>Number of chats so far in this chapter; 0 when unknown.</summary>
        public int CurrentCount { get; }

        /// <summary>Maximum number of chats in this chapter; 0 when unknown.</summary>
        public int MaxChatCount { get; }

        /// <summary>Ids of all characters in the conversation (group chat).</summary>
        public IReadOnlyList<string> Insiders { get; }

        /// <summary>What the character does in addition to speaking.</summary>
        public IReadOnlyList<ChatAction> Actions { get; }

        /// <summary>True when the stream was cut in the middle of this message:
        /// <see cref="MessagePayload.Text"/> is what was received, and the request finishes with the
        /// reason. A game that shows such a text should mark it as incomplete. (A cancelled request
        /// sends no partial message.)</summary>
        public bool Partial { get; }
    }

    /// <summary>An image. The library does not download it.</summary>
    public class ChatImage
    {
        /// <summary>Copies it.</summary>
        public ChatImage(in ImagePayload it)
        {
            Url = it.Url;
            Caption = it.Caption;
            ImageType = it.ImageType;
        }

        /// <summary>URL of the image.</summary>
        public string Url { get; }

        /// <summary>A caption of what the image shows.</summary>
        public string Caption { get; }

        /// <summary>The kind of image, as numbered by the service; 0 when unknown.</summary>
        public int ImageType { get; }
    }

    /// <summary>The current state of the goals, sent after every message of the player. An empty list
    /// means that the service sent none this time: keep the ones you display.</summary>
    public class GoalsEvent
    {
        /// <summary>Copies it.</summary>
        public GoalsEvent(in GoalsPayload it)
        {
            Goals = it.Goals.Copy();
            CurrentGoalId = it.CurrentGoalId;
        }

        /// <summary>The current state of the goals, sent after every message of the player. An empty
        /// list means that the service sent none this time: keep the ones you display.</summary>
        public IReadOnlyList<Goal> Goals { get; }

        /// <summary>Id of the goal the player is working on; empty when unknown.</summary>
        public string CurrentGoalId { get; }
    }

    /// <summary>The story moves to another chapter; at most one per chat.</summary>
    public class ChapterChange
    {
        /// <summary>Copies it.</summary>
        public ChapterChange(in ChapterPayload it)
        {
            ChapterId = it.ChapterId;
            Text = it.Text;
        }

        /// <summary>Id of the next chapter.</summary>
        public string ChapterId { get; }

        /// <summary>Text for the player; may be empty.</summary>
        public string Text { get; }
    }

    /// <summary>The game has ended; at most one per chat.</summary>
    public class Ending
    {
        /// <summary>Copies it.</summary>
        public Ending(in EndingPayload it)
        {
            Won = it.Won;
            Text = it.Text;
        }

        /// <summary>True when the player won.</summary>
        public bool Won { get; }

        /// <summary>Text for the player; may be empty.</summary>
        public string Text { get; }
    }

    /// <summary>The state of a persona's state machine.</summary>
    public class PersonaState
    {
        /// <summary>Copies it.</summary>
        public PersonaState(in StatePayload it)
        {
            State = it.State;
            Score = it.Score;
            Outcome = it.Outcome;
            Decision = it.Decision;
            FollowUp = it.FollowUp;
            RedirectCount = it.RedirectCount;
            ScoringMode = it.ScoringMode;
            MachineCompleted = it.MachineCompleted;
            UnlockedMachines = it.UnlockedMachines.Copy();
        }

        /// <summary>The name of the current state.</summary>
        public string State { get; }

        /// <summary>The score; may be fractional.</summary>
        public double Score { get; }

        /// <summary>The outcome; empty while the machine is still running.</summary>
        public string Outcome { get; }

        /// <summary>The machine's decision on the player's message; may be empty.</summary>
        public string Decision { get; }

        /// <summary>True when the persona asks a follow-up question.</summary>
        public bool FollowUp { get; }

        /// <summary>Number of times the persona steered the conversation back; -1 when
        /// unknown.</summary>
        public int RedirectCount { get; }

        /// <summary>The machine's scoring mode.</summary>
        public string ScoringMode { get; }

        /// <summary>True when the machine has completed.</summary>
        public bool MachineCompleted { get; }

        /// <summary>Ids of the machines that the player has unlocked.</summary>
        public IReadOnlyList<string> UnlockedMachines { get; }
    }

    /// <summary>Values to display have changed. Merge them by key into the ones you display. With an
    /// empty list, the event carries a frame that matches no other kind: see <c>Raw</c>.</summary>
    public class StatusEvent
    {
        /// <summary>Copies it.</summary>
        public StatusEvent(in StatusPayload it)
        {
            Values = it.Values.Copy();
        }

        /// <summary>Values to display have changed. Merge them by key into the ones you display. With
        /// an empty list, the event carries a frame that matches no other kind: see
        /// <c>Raw</c>.</summary>
        public IReadOnlyList<StatusValue> Values { get; }
    }

    /// <summary>A cost reported by the service.</summary>
    public class Cost
    {
        /// <summary>Copies it.</summary>
        public Cost(in CostPayload it)
        {
            Type = it.Type;
            Name = it.Name;
            Amount = it.Amount;
            Direction = it.Direction;
            Description = it.Description;
        }

        /// <summary>The kind of cost, as named by the service, for example
        /// "ImageConsumption".</summary>
        public string Type { get; }

        /// <summary>A display name for the cost.</summary>
        public string Name { get; }

        /// <summary>The amount, in the service's unit.</summary>
        public double Amount { get; }

        /// <summary>"OUT" when spent, "IN" when received.</summary>
        public string Direction { get; }

        /// <summary>What the cost was for.</summary>
        public string Description { get; }
    }

    /// <summary>Details of a session or a game.</summary>
    public class SessionEvent
    {
        /// <summary>Copies it.</summary>
        public SessionEvent(in SessionPayload it)
        {
            SessionId = it.SessionId;
            GameId = it.GameId;
            Name = it.Name;
            Intro = it.Intro;
            Background = it.Background;
            Image = it.Image;
            MachineId = it.MachineId;
            Chapters = it.Chapters.Copy();
            PlayerName = it.PlayerName;
            PlayerGender = it.PlayerGender;
        }

        /// <summary>The session's id; empty for a preview of a game.</summary>
        public string SessionId { get; }

        /// <summary>The game's id.</summary>
        public string GameId { get; }

        /// <summary>The game's name.</summary>
        public string Name { get; }

        /// <summary>Introductory text for the player; empty when the service sends "None".</summary>
        public string Intro { get; }

        /// <summary>The world in which the game is set.</summary>
        public string Background { get; }

        /// <summary>URL of an image of the game; may be empty.</summary>
        public string Image { get; }

        /// <summary>Id of the persona's state machine.</summary>
        public string MachineId { get; }

        /// <summary>The current chapter; for a preview, all chapters.</summary>
        public IReadOnlyList<Chapter> Chapters { get; }

        /// <summary>The player's name, as known to the persona.</summary>
        public string PlayerName { get; }

        /// <summary>The player's gender, as known to the persona.</summary>
        public string PlayerGender { get; }
    }

    /// <summary>The request will be retried.</summary>
    public class RetryingEvent
    {
        /// <summary>Copies it.</summary>
        public RetryingEvent(in RetryingPayload it)
        {
            Attempt = it.Attempt;
            DelayMs = it.DelayMs;
            Status = it.Status;
        }

        /// <summary>The number of the retry, starting at 1.</summary>
        public int Attempt { get; }

        /// <summary>The delay before the retry, in milliseconds.</summary>
        public int DelayMs { get; }

        /// <summary>Why the last attempt failed.</summary>
        public Status Status { get; }
    }

    /// <summary>The last event of a request.</summary>
    public class FinishedEvent
    {
        /// <summary>Copies it.</summary>
        public FinishedEvent(in FinishedPayload it)
        {
            Status = it.Status;
            HttpStatus = it.HttpStatus;
            ServiceCode = it.ServiceCode;
            Detail = it.Detail;
            RetryAfterMs = it.RetryAfterMs;
        }

        /// <summary>The result.</summary>
        public Status Status { get; }

        /// <summary>The HTTP status of the response; 0 when there was none.</summary>
        public int HttpStatus { get; }

        /// <summary>The service's own error code, for example 10000303; 0 when it sent none.</summary>
        public long ServiceCode { get; }

        /// <summary>A sentence that says what happened and what to do, including the service's own
        /// error message if it sent one; empty on success.</summary>
        public string Detail { get; }

        /// <summary>How long the service asks clients to wait before the next attempt, in milliseconds;
        /// 0 when not specified.</summary>
        public int RetryAfterMs { get; }
    }

    /// <summary>A log line for the developer: what was requested, when the response began, retries, the
    /// result. Contains no secrets. The wording may change in any version: do not parse it.</summary>
    public class LogEvent
    {
        /// <summary>Copies it.</summary>
        public LogEvent(in LogPayload it)
        {
            Level = it.Level;
            Text = it.Text;
        }

        /// <summary>The level.</summary>
        public LogLevel Level { get; }

        /// <summary>The line: one sentence, without a trailing line break.</summary>
        public string Text { get; }
    }

    public sealed partial class SessionResult
    {
        /// <summary>The session's id; empty for a preview of a game.</summary>
        public string SessionId { get; private set; } = string.Empty;

        /// <summary>The game's id.</summary>
        public string GameId { get; private set; } = string.Empty;

        /// <summary>The game's name.</summary>
        public string Name { get; private set; } = string.Empty;

        /// <summary>Introductory text for the player; empty when the service sends "None".</summary>
        public string Intro { get; private set; } = string.Empty;

        /// <summary>The world in which the game is set.</summary>
        public string Background { get; private set; } = string.Empty;

        /// <summary>URL of an image of the game; may be empty.</summary>
        public string Image { get; private set; } = string.Empty;

        /// <summary>Id of the persona's state machine.</summary>
        public string MachineId { get; private set; } = string.Empty;

        /// <summary>The current chapter; for a preview, all chapters.</summary>
        public IReadOnlyList<Chapter> Chapters { get; private set; } = Array.Empty<Chapter>();

        /// <summary>The player's name, as known to the persona.</summary>
        public string PlayerName { get; private set; } = string.Empty;

        /// <summary>The player's gender, as known to the persona.</summary>
        public string PlayerGender { get; private set; } = string.Empty;

        private void Take(in SessionPayload it)
        {
            SessionId = it.SessionId;
            GameId = it.GameId;
            Name = it.Name;
            Intro = it.Intro;
            Background = it.Background;
            Image = it.Image;
            MachineId = it.MachineId;
            Chapters = it.Chapters.Copy();
            PlayerName = it.PlayerName;
            PlayerGender = it.PlayerGender;
        }
    }
}
