"""`python -m index.training tokenizer|train|export|evaluate`: the recipe of the bundled model, step by step."""

import logging
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table as Grid

app = typer.Typer(help=__doc__, no_args_is_help=True, pretty_exceptions_enable=False)

DataFolder = Annotated[
    Path, typer.Option("--data", help="Folder with train/, multi/, eval/, multi_eval/.", exists=True)
]
ReportsFolder = Annotated[Path | None, typer.Option("--reports", help="Folder with reports.jsonl.xz.", exists=True)]
WorkFolder = Annotated[Path, typer.Option("--work", help="Where tokenizer, prepared pairs and state are kept.")]


@app.command()
def tokenizer(
    data: DataFolder,
    work: WorkFolder,
    reports: ReportsFolder = None,
    size: Annotated[int, typer.Option(min=1_500, max=200_000, help="Pieces in the vocabulary.")] = 64_000,
    seed: int = 1,
) -> None:
    """Learn the tokenizer: about six minutes for the whole data folder."""
    from index.training.tokenizer import save_tokenizer, train_tokenizer

    save_tokenizer(train_tokenizer(data, reports, size, seed), work / "tokenizer.json")


@app.command()
def train(
    data: DataFolder,
    work: WorkFolder,
    reports: ReportsFolder = None,
    steps: Annotated[int, typer.Option(min=1, help="Steps in all.")] = 50_000,
    mean_steps: Annotated[int, typer.Option(min=0, help="First steps, which train the mean alone.")] = 2_500,
    width: Annotated[int, typer.Option(min=8, max=1024, help="Dimensions of a token's vector.")] = 256,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes; one is repeatable to the bit.")] = 1,
    seed: int = 1,
) -> None:
    """Prepare the pairs (once) and train; goes on from `state.pt` in the work folder when there is one."""
    from tokenizers import Tokenizer

    from index.training.pairs import prepare
    from index.training.train import Plan
    from index.training.train import train as run

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    pieces = Tokenizer.from_file(str(work / "tokenizer.json"))
    if not (work / "pairs").exists():
        logging.info("pairs: %s", prepare(data, reports, pieces, work / "pairs", seed))
    plan = Plan(steps=steps, mean_steps=min(mean_steps, steps), width=width, workers=workers, seed=seed)
    run(work / "pairs", pieces, work / "state.pt", plan)


@app.command()
def export(
    work: WorkFolder,
    into: Annotated[Path, typer.Option("--into", help="The model folder to write.")],
    width: Annotated[int | None, typer.Option(min=8, help="Keep only the first dimensions.")] = None,
) -> None:
    """Write the model folder that model2vec and sentence-transformers load."""
    from index.training.export import export_state

    export_state(work / "state.pt", work / "tokenizer.json", into, width)


@app.command()
def evaluate(
    data: DataFolder,
    model: Annotated[Path, typer.Option("--model", help="A model folder.", exists=True)],
    sets: Annotated[list[str] | None, typer.Option("--set", help="Only these sets; all when left out.")] = None,
) -> None:
    """Measure a model folder on the measuring sets: mean, late interaction, and their sum."""
    from index.training.evaluate import evaluate as run

    grid = Grid("set", "scored by", "R@1", "R@5", "nDCG@10")
    for name, way, found in run(model, data, sets):
        grid.add_row(name, way, f"{found.recall_1:.3f}", f"{found.recall_5:.3f}", f"{found.ndcg_10:.3f}")
    Console().print(grid)


if __name__ == "__main__":
    app()
