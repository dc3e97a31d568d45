//! The frames of one chat, as the service sends them.

use std::time::Duration;

use serde_json::json;

use super::wire::{
    ChapterTip, Epoch, GameStatus, GoalState, GoalStatus, Message, MessageData, Multimodal, Result,
    Transaction, TransactionDetails,
};
use crate::frame::Frame;
use crate::progress::Turn;
use crate::response::json as bytes;
use crate::story::{Outcome, Picture, Story};

/// What all frames of a chat have in common.
pub(super) struct ChatContext<'a> {
    pub(super) story: &'a Story,
    pub(super) chapter_id: &'a str,
    /// The id of the player's message in the request.
    pub(super) message_id: &'a str,
    pub(super) count: u32,
    pub(super) images: bool,
    pub(super) pace: Duration,
}

impl ChatContext<'_> {
    /// The messages, the state of the goals, an image, and the end marker.
    pub(super) fn frames(&self, turn: &Turn<'_>) -> Vec<Frame> {
        // The service's own message id begins with the one from the request.
        let message_id = format!("{}ef", self.message_id);
        let mut frames: Vec<Frame> = turn
            .replies
            .iter()
            .map(|(speaker, text)| self.message(turn, &message_id, speaker, text))
            .collect();
        frames.push(self.goal_check(turn, &message_id));
        if let Some(picture) = turn.line.picture.as_ref().filter(|_| self.images) {
            frames.push(self.image(picture));
        }
        frames.push(Frame::new("fin", "").end_marker());
        frames
    }

    fn message(&self, turn: &Turn<'_>, message_id: &str, speaker: &str, text: &str) -> Frame {
        let result = Result {
            character_id: speaker,
            character_type: "common_npc",
            text,
            epoch: Epoch {
                current_count: self.count,
                max_chat_count: self.story.game.max_chat_count,
            },
            insiders: &turn.participants,
            message_id,
            ..Result::default()
        };
        let game_status = GameStatus {
            goal_id: turn.current_goal,
            ..self.status()
        };
        let mut frame = frame(result, game_status, None);
        frame.has_text = true;
        frame.delay = self.pace * text.split_whitespace().count() as u32;
        frame
    }

    fn goal_check(&self, turn: &Turn<'_>, message_id: &str) -> Frame {
        let line = turn.line;
        let mut goals_status: Vec<GoalStatus<'_>> = turn
            .goals
            .iter()
            .map(|&(goal_id, goal, achieved)| GoalStatus {
                goal,
                goal_id,
                achieved,
            })
            .collect();
        let (mut action_message, mut closing_statement) = ("", "");
        let mut chapter_id = self.chapter_id;
        let action = match (line.ending, &line.next_chapter) {
            (Some(Outcome::Won), _) => {
                action_message = &line.ending_text;
                3
            }
            (Some(Outcome::Lost), _) => {
                closing_statement = &line.ending_text;
                let goal = closing_statement;
                goals_status.push(GoalStatus {
                    goal,
                    goal_id: "fail_goal",
                    achieved: true,
                });
                4
            }
            (None, Some(next)) => {
                action_message = &line.chapter_text;
                chapter_id = next;
                2
            }
            (None, None) => u32::from(turn.has_next_goal),
        };
        let chapters = [chapter_id];
        let game_status = GameStatus {
            goal_id: if action == 1 { turn.current_goal } else { "" },
            goal: GoalState {
                chapter_tip: ChapterTip {
                    chapter_id,
                    closing_statement,
                },
                goals_status,
            },
            chapter_id,
            action,
            action_message,
            game_meta: json!({"shared_memory": {"goal_check_dm_epoch": self.count}}),
            chapters_map: &chapters,
            displayed_status: Some(&line.status).filter(|status| !status.is_empty()),
            ..self.status()
        };
        let character_id = "goal_check_dm";
        let result = Result {
            character_id,
            character_type: character_id,
            message_id,
            ..Result::default()
        };
        frame(result, game_status, None)
    }

    fn image(&self, picture: &Picture) -> Frame {
        let character_id = "picture_produce_dm";
        let message_id = format!("picture-{}", self.count);
        let log_id = format!("log-{}", self.count);
        let result = Result {
            character_id,
            character_type: character_id,
            image: &picture.url,
            image_type: Some(1),
            text: &picture.caption,
            message_id: &message_id,
            log_id: Some(&log_id),
            action_list: Some([]),
            ..Result::default()
        };
        let (chapters, displayed_status) = ([self.chapter_id], Default::default());
        let game_status = GameStatus {
            chapters_map: &chapters,
            displayed_status: Some(&displayed_status),
            multimodal: Some(Multimodal {
                action: 2,
                action_message: "picture produce sync",
            }),
            ..self.status()
        };
        let cost = picture.cost.as_ref().map(|amount| TransactionDetails {
            image_consumption: Transaction {
                r#type: "ImageConsumption",
                amount,
                fund_direction: "OUT",
                name: "Image Streaming",
                description: "A picture of what happens in the story.",
            },
        });
        frame(result, game_status, cost)
    }

    fn status<'b>(&'b self) -> GameStatus<'b> {
        let chapter_tip = ChapterTip {
            chapter_id: self.chapter_id,
            closing_statement: "",
        };
        GameStatus {
            game_id: &self.story.game.game_id,
            goal: GoalState {
                chapter_tip,
                goals_status: Vec::new(),
            },
            chapter_id: self.chapter_id,
            game_meta: json!({}),
            ..GameStatus::default()
        }
    }
}

fn frame(
    result: Result<'_>,
    game_status: GameStatus<'_>,
    transaction_details: Option<TransactionDetails<'_>>,
) -> Frame {
    let data = MessageData {
        result,
        game_status,
        transaction_details,
    };
    Frame::new(
        "data",
        bytes(&Message {
            ret: 200,
            message: "success",
            data: Some(data),
        }),
    )
}
