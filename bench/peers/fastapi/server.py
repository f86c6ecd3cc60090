"""The two endpoints as a team would write them with FastAPI and SQLAlchemy's ORM; the tenant is bound in a transaction."""

import os
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, FastAPI, Header, HTTPException
from pydantic import BaseModel, ConfigDict
from sqlalchemy import URL, ARRAY, Text, create_engine, select, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

PROCESSES = int(os.environ["PROCESSES"])

engine = create_engine(
    URL.create(
        "postgresql+psycopg",
        host=os.environ["DATABASE_HOST"],
        port=int(os.environ["DATABASE_PORT"]),
        database=os.environ["DATABASE_NAME"],
        username=os.environ["DATABASE_USER"],
        password=os.environ["DATABASE_PASSWORD"],
    ),
    # Named prepared statements don't survive a pooler in transaction mode.
    connect_args={"sslmode": "verify-full", "sslrootcert": os.environ["DATABASE_CA"], "prepare_threshold": None},
    pool_size=8 // PROCESSES,
    max_overflow=0,
)


class Base(DeclarativeBase):
    pass


class PromptCard(Base):
    __tablename__ = "prompt_cards"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    slug: Mapped[str]
    title: Mapped[str]
    description: Mapped[str]
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text))
    variables: Mapped[Any] = mapped_column(JSONB)
    metadata_: Mapped[Any] = mapped_column("metadata", JSONB)
    project_id: Mapped[UUID | None]
    owner_id: Mapped[UUID | None]
    visibility: Mapped[str]
    last_version: Mapped[int]
    revision: Mapped[int]
    deleted_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Card(BaseModel):
    model_config = ConfigDict(from_attributes=True)
    id: UUID
    slug: str
    title: str
    description: str
    tags: list[str]
    variables: list[dict[str, Any]]
    metadata_: dict[str, Any]
    project_id: UUID | None
    owner_id: UUID | None
    visibility: str
    last_version: int
    revision: int
    created_at: datetime
    updated_at: datetime


class Page(BaseModel):
    data: list[Card]
    next_cursor: UUID | None
    has_more: bool


def session(x_workspace: Annotated[UUID, Header()]):
    with Session(engine) as opened, opened.begin():
        opened.execute(text("SELECT set_config('app.workspace_id', :id, true)"), {"id": str(x_workspace)})
        yield opened


Workspace = Annotated[Session, Depends(session)]
app = FastAPI()


@app.get("/v1/prompt-cards/{id}")
def show(id: UUID, workspace: Workspace) -> Card:
    card = workspace.scalar(select(PromptCard).where(PromptCard.id == id, PromptCard.deleted_at.is_(None)))
    if card is None:
        raise HTTPException(404)
    return card


@app.get("/v1/prompt-cards")
def index(workspace: Workspace, limit: int = 20) -> Page:
    newest = select(PromptCard).where(PromptCard.deleted_at.is_(None)).order_by(PromptCard.id.desc()).limit(limit + 1)
    cards = list(workspace.scalars(newest))
    more = len(cards) > limit
    return Page(data=cards[:limit], next_cursor=cards[limit - 1].id if more else None, has_more=more)
