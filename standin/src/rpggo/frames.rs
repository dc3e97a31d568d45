//! The frames of one chat, as the service would send them.

use std::time::Duration;

use serde_json::json;

use super::wire::{
    ChapterTip, Epoch, GameStatus, GoalState, GoalStatus, Message, MessageData, Multimodal, Result,
    Transaction, TransactionDetails,
};
use crate::answer::json as bytes;
use crate::frame::Frame;
use crate::play::Turn;
use crate::story::{Outcome, Picture, Story};

/// What all frames of a chat have in common.
pub(super) struct Scene<'a> {
    pub(super) story: &'a Story,
    pub(super) chapter_id: &'a str,
    /// What the client called the player's message.
    pub(super) message_id: &'a str,
    pub(super) count: u32,
    pub(super) pictures: bool,
    pub(super) pace: Duration,
}

impl Scene<'_> {
    /// Utterances, the state of the goals, a picture, and the end of it.
    pub(super) fn frames(&self, turn: &Turn<'_>) -> Vec<Frame> {
        // The service answers a message id of its own that begins with the one it was sent.
        let message_id = format!("{}ef", self.message_id);
        let mut frames: Vec<Frame> = turn
            .speeches
            .iter()
            .map(|(who, text)| self.utterance(turn, &message_id, who, text))
            .collect();
        frames.push(self.goal_check(turn, &message_id));
        if let Some(picture) = turn.line.picture.as_ref().filter(|_| self.pictures) {
            frames.push(self.picture(picture));
        }
        frames.push(Frame::new("fin", "").last());
        frames
    }

    fn utterance(&self, turn: &Turn<'_>, message_id: &str, who: &str, text: &str) -> Frame {
        let result = Result {
            character_id: who,
            character_type: "common_npc",
            text,
            epoch: Epoch {
                current_count: self.count,
                max_chat_count: self.story.game.max_chat_count,
            },
            insiders: &turn.talking,
            message_id,
            ..Result::default()
        };
        let game_status = GameStatus {
            goal_id: turn.goal,
            ..self.status()
        };
        let mut frame = frame(result, game_status, None);
        frame.speech = true;
        frame.pause = self.pace * text.split_whitespace().count() as u32;
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
            (None, None) => u32::from(turn.next_goal),
        };
        let chapters = [chapter_id];
        let game_status = GameStatus {
            goal_id: if action == 1 { turn.goal } else { "" },
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

    fn picture(&self, picture: &Picture) -> Frame {
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
