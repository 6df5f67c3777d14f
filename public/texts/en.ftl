# The texts of the page in English. A text that a number changes: { $n -> [one] … *[other] … }, each form on a line of its own.
# `code` and *emphasis* and [label](address) are drawn as such where the page shows running text.

## Language

language-switch = Language
texts-missing = the texts in { $language } could not be loaded: try again when the server answers

## Offline

offline-title = Without a network
offline-keeping = This browser is fetching what the page needs without a network.
offline-kept = This browser keeps the page: it opens and works without a network.
offline-failed = This browser could not keep the page: without a network it does not open. The next visit tries again.
offline-unable = This browser keeps no pages here, as in a private window or at an address without https: without a network the page does not open.
offline-never = A build for development is not kept: without its server the page does not open.
offline-reload-isolates = Reload the page once: it then comes from this browser, with these headers, and several workers can train.
offline-version-ready = a new version of this page is ready
offline-open-elsewhere = the new version cannot begin while another tab shows this page: close that tab, then click “Reload” again
offline-reload = Reload
offline-run-first = a run is going on, and a reload would end it: let it end or stop it, then click “Reload”
offline-private = Your picture; it stays in this tab
## Resume

resume-title = A run was cut off
resume-facts = { $run }. Kept on { $time }, at { $place }.
resume-place = epoch { $epoch } of { $epochs }, step { $step } of { $steps }
resume-place-testing = epoch { $epoch } of { $epochs }, in the test pass, step { $step } of { $steps }
resume-promise-cpu = It will end with the same numbers, digit by digit, as if it had not been cut off.
resume-promise-webgpu = It goes on with the same batches in the same order, on WebGPU if it is there, else on the CPU.
resume-queue = { $n ->
    [one] One more run waits after it.
   *[other] { $n } more runs wait after it.
}
resume-more = { $n ->
    [one] Another run was cut off as well: it is offered after this one.
   *[other] { $n } other runs were cut off as well: they are offered after this one.
}
resume-go-on = Resume where you were
resume-discard = Discard
resume-saved-elsewhere = another tab has saved a model of this kind meanwhile
resume-busy = a run is going on: stop it first
resume-damaged = a run was cut off, but what this browser kept of it is damaged: it cannot be resumed
resume-restarting = Starting the engine again…
resume-device-reason = the engine before was lost
resume-given-up = you stopped this run while its engine was starting again
resume-silent = it has not answered since the browser brought the page back
resume-crashed = the { $device } engine crashed at step { $step }: { $message }
resume-failed = { $device } failed at step { $step }: { $message }
resume-from-cpu = The run goes on from step { $step }, on the CPU
resume-from-webgpu = The run goes on from step { $step }, on a new WebGPU device or else on the CPU
resume-again-cpu = The run starts again from its beginning, on the CPU
resume-again-webgpu = The run starts again from its beginning, on a new WebGPU device or else on the CPU
resume-ended = This has happened too often, so the run ends here; it can be resumed from step { $step }
resume-ended-empty = This has happened too often, so the run ends here, and nothing of it is kept

## Sections of the lesson

section-0-title = Libraries
section-0-text =
    The chapter begins with the libraries that it stands on: PyTorch, and torchvision for images. Here Burn, a library in Rust, does their work, compiled to WebAssembly so that a browser can run it. The table shows both side by side.
section-0-question = Where will the training take place?
section-0-option-0 = On a server, which sends the results
section-0-option-1 = In this tab, on your computer
section-0-option-2 = At the maker of your browser
section-1-title = The images
section-1-text =
    FashionMNIST is 70 000 grey photos of clothes, each of 28 × 28 pixels and in one of ten classes. A model learns from 60 000 of them and is judged on the other 10 000. To a model, an image is 784 numbers from 0 to 1.
section-1-question = Could a model of nothing but straight lines tell the ten classes apart?
section-1-option-0 = Hardly: one image in ten, as by guessing
section-1-option-1 = Some: about half of the images
section-1-option-2 = Most: more than three quarters of them
section-2-title = Batches
section-2-text =
    A model does not see all images before it changes. It takes a batch of 32, corrects itself a little, and takes the next; once all images have had their turn, an epoch is over. The training images are shuffled for every epoch, the test images never.
section-2-question = 60 000 training images in batches of 32: how many batches has an epoch?
section-2-label = Batches
section-3-title = A baseline
section-3-text =
    Begin with the simplest model that could work, so that there is something to beat. Model 0 lays the 784 pixels in a row and passes them through two linear layers: products and sums, nothing else. Press “Start training” and watch the loss fall.
section-3-question = After three epochs, what share of the test images will Model 0 get right?
section-3-label = Percent right
section-4-title = How good is it?
section-4-text =
    A trained model is judged on the test images, from which it has not learnt. The loss says how far its answers are from the truth, the accuracy how many are right. The notebook's accuracy is the mean over 313 batches.
section-4-question = The last test batch has 16 images instead of 32, and counts as much as any other. Is the mean over the batches still the true share of right answers?
section-4-option-0 = Yes, exactly
section-4-option-1 = Almost: less than a tenth of a percentage point apart
section-4-option-2 = No: more than that apart
section-5-title = CPU or GPU
section-5-text =
    Code for PyTorch usually asks for a graphics card and takes the CPU if there is none. This page does the same with WebGPU, the browser's way to the graphics card. Where both work, it measures which one is faster.
section-5-question = The notebook trains Model 0 on a CPU, and Model 1, of the same size, on a graphics card. Which one takes longer?
section-5-option-0 = Model 0, on the CPU
section-5-option-1 = Model 1, on the graphics card
section-6-title = Bending the lines
section-6-text =
    Two linear layers in a row can do no more than one. A ReLU, which replaces every negative number by zero, changes that: now the model can bend its lines. Model 1 has one between its layers and, as in the notebook, another one on its ten results.
section-6-question = Will Model 1, with its two ReLUs, beat Model 0?
section-6-option-0 = Yes, it gets more right
section-6-option-1 = They come out the same, within a percentage point
section-6-option-2 = No, it gets fewer right
section-7-title = Convolutions
section-7-text =
    A convolution slides a small window over the image and computes one number at each place; pooling keeps the largest of each four. So a sleeve counts as a sleeve wherever it is. Model 2 does this twice over: it is the TinyVGG of CNN Explainer. Training it takes half a minute or more.
section-7-question = Model 2 has four convolutions and a linear layer. How many parameters does it have, compared with Model 1?
section-7-option-0 = More
section-7-option-1 = As many
section-7-option-2 = Fewer
section-8-title = Compare
section-8-text =
    Three models have learnt from the same images. Which one to use depends on what counts: right answers, time or size. Here they stand side by side, each above the figures that the notebook prints.
section-8-question = How much longer does the most accurate model train than the quickest one?
section-8-option-0 = Less than twice as long
section-8-option-1 = Two to ten times as long
section-8-option-2 = More than ten times as long
section-9-title = Random predictions
section-9-text =
    Ten results are not yet an answer. The softmax turns them into probabilities that add up to one, and the class with the highest one is the prediction. Look at a few images yourself: would you have known better?
section-9-question = Of nine random test images, how many does the best model get right?
section-9-label = Right of nine
section-10-title = Confusion matrix
section-10-text =
    One number hides which mistakes a model makes. The confusion matrix counts all of them: a row for each true class, a column for each prediction. What lies off the diagonal is wrong.
section-10-question = Which class will the best model recognise worst?
section-11-title = Save and load
section-11-text =
    A trained model is a list of numbers with names, its state dict. It can be kept in this browser or as a file that PyTorch reads too. Loaded into a new model, it must judge exactly as before.
section-11-question = A model is saved and loaded again. Will its loss on the test images be the same?
section-11-option-0 = Yes, in every printed digit
section-11-option-1 = Nearly: a little is lost in the file
section-11-option-2 = No: it must be trained again
section-12-title = Try it
section-12-text =
    The models have learnt from photos of a shop. Now give them something else: your own drawing, or a photo. It is cropped, shrunk to 28 × 28 pixels and made bright on black first, as the images of the data set were.
section-12-question = Will a model that has only seen photos recognise what you draw?
section-12-option-0 = Never
section-12-option-1 = Sometimes: it depends on the drawing
section-12-option-2 = Always

## Lesson

lesson-your-guess = Your guess
lesson-guess-is-a-number = a guess is a number, such as 42
lesson-commit = This is my guess
lesson-commit-hint = Then the answer is shown, and the section counts as done.
lesson-right = ✓ Right
lesson-close = ≈ Close
lesson-wrong = ✗ Not quite
lesson-guessed = Your guess:
lesson-guess-again = Guess again
lesson-code = The code: PyTorch’s, and what runs here
lesson-code-python = The idea in PyTorch
lesson-code-rust = What runs here
passage-read = Read the published file
passage-to-tensor = Bytes to numbers from 0 to 1
passage-shuffle = A new order for every epoch
passage-linear = The model: a list of layers
passage-step = A training step
passage-loss = The loss of an image, and its gradient
passage-evaluation = Judge a batch of test images
passage-device = Choose the device
passage-bent = The model: two ReLUs more
passage-convolutions = The model: two blocks and a classifier
passage-forward = One image's way through four convolutions
passage-softmax = Results to probabilities
passage-recall = How much of a class is recognised
passage-checkpoint = Write the file
passage-photo = A photo becomes an image of the data set
lesson-section-of = Section { $number } of { $last }
lesson-guess-first = What comes here shows the answer: guess first.
lesson-show = Show it without a guess
lesson-neighbours = Neighbouring sections
lesson-next = Next: { $section } →
word-done = done
lesson-sections = Sections of the lesson
word-section = Section
lesson-progress = { $done } of { $total } sections done
lesson-beginning = Beginning

## Welcome

welcome-start = Start the lesson
welcome-go-on = Go on with section { $number }
welcome-look-again = Look at the lesson again
welcome-title = Fit a model to clothes
welcome-lead =
    A neural network learns to tell shirts from shoes here, in this tab: nothing is installed, and no picture leaves it. Train one, draw something for one that has been trained, or follow the lesson from its first image to your own drawing.
welcome-train = Train your first model (about a second)
welcome-draw = Draw something
welcome-how = How the lesson works
welcome-how-1 =
    Each section says what it is about, and asks a question. Guess before you look: the answer comes from your own models.
welcome-how-2 =
    Below are the tools to find out. They are the same as in the views above; whatever you train stays with you in all of them.
welcome-how-3 = At the end stands the code, in PyTorch and as it runs here. A section is done when you have made your guess.
welcome-run-all = Run the whole lesson (about half a minute)
welcome-run-all-hint = Trains its models one after another and fills every section.
welcome-forget = Forget my guesses
welcome-forget-hint = They are kept in this browser, and nowhere else.
welcome-forgotten = Your guesses are forgotten.
word-undo = Undo

## Answers of the lesson

answer-try-it =
    Sometimes. Filled shapes on a plain ground are like the photos, and are recognised more often than outlines; a garment seen from another side, or with folds that the shop smoothed out, is foreign to the model. It never says “I do not know”: its ten probabilities always add up to one.
lesson-of-notebook = the notebook's { $model }
lesson-pretrained = the pretrained { $model }
lesson-own = your { $model }
answer-libraries =
    In this tab. The page has brought a program, the engine, which your browser runs beside the page; it fetches the images once and sends nothing back.
answer-libraries-running =
    In this tab. The page has brought a program, the engine, which your browser runs beside the page; it fetches the images once and sends nothing back. It is running now: { $backend }.
answer-images-few =
    { $model } has nothing but straight lines and gets hardly any more than by guessing right. How many exactly is the question of section { $section }. Sandals and bags are far apart; shirts, coats and pullovers are where the lines fail.
answer-images-some =
    { $model } has nothing but straight lines and gets some of the test images right. How many exactly is the question of section { $section }. Sandals and bags are far apart; shirts, coats and pullovers are where the lines fail.
answer-images-most =
    { $model } has nothing but straight lines and gets more than three quarters of the test images right. How many exactly is the question of section { $section }. Sandals and bags are far apart; shirts, coats and pullovers are where the lines fail.
answer-batches = { $batches } batches: so many times an epoch corrects the model.
answer-batches-of-both =
    { $batches } batches: so many times an epoch corrects the model. The { $images } test images make { $of_test } batches, and the last one has { $last } images.
answer-devices =
    In the notebook, { $linear } took { $linear_time } and { $bent } took { $bent_time }. Such small models leave a graphics card little to do at a time, and handing over each batch takes time too.
answer-devices-last-run = Here, your last run was on the { $device }.
answer-devices-cpu = Here, the CPU trains: { $problem }.
answer-baseline = { $model } gets { $accuracy } right, where guessing gets 10 %. This is what the other models have to beat.
answer-non-linearity = { $bent } gets { $bent_accuracy } right, and { $linear } { $linear_accuracy }.
answer-non-linearity-why =
    The ReLU on its results is to blame: where it cuts a class to zero for every image, that class learns nothing more. Train it without that ReLU, and see.
answer-convolutions =
    { $convolutional } has { $convolutional_count } parameters and { $bent } has { $bent_count }: each small window is shared by all places of the image. With them, { $model } gets { $accuracy } right. The price is time, since every window is applied at every place.
answer-comparison-nothing = There is nothing to compare yet.
answer-comparison-own =
    { $best } is the most accurate here, with { $best_accuracy } after { $best_time }. The quickest, { $quickest }, took { $quickest_time } and reached { $quickest_accuracy }: { $ratio } times the time, for { $points } percentage points more.
answer-comparison-notebook =
    { $best } is the most accurate in the notebook, with { $best_accuracy } after { $best_time }. The quickest, { $quickest }, took { $quickest_time } and reached { $quickest_accuracy }: { $ratio } times the time, for { $points } percentage points more. Train two models or the whole lesson, and this becomes the answer for your computer.
answer-results-notebook =
    Almost. For the notebook's last model the mean over the batches is 88.38 % and the true share 88.36 %: sixteen images weigh twice as much as the others. Evaluate a model below to see both.
answer-results =
    For { $model } the mean over the batches is { $mean }, and the true share { $share }: sixteen images weigh twice as much as the others.
answer-predictions =
    { $model } gets { $accuracy } right, so { $expected } of nine on average. Press “Another nine” a few times, and see how far the number wanders.
answer-confusion = { $class }: { $model } recognises { $recall } of them.
answer-confusion-notebook = { $class }, in the notebook: 673 of 1 000 are recognised, and most of the others are taken for a T-shirt/top.
answer-saved-model =
    Yes: a file keeps every bit of the numbers. Save a model below and load it again, and its loss will stand here twice.
answer-saved-same =
    Yes: { $model } had a loss of { $before } when it was saved, and has { $now } now that it is loaded. A file keeps every bit of the numbers.
answer-saved-differs =
    It should be, but the file that you loaded says otherwise: { $model } had a loss of { $before } when it was saved, and has { $now } here.

## Models

models-count-word = { $n ->
    [0] no
    [1] one
    [2] two
    [3] three
    [4] four
    [5] five
   *[other] { $n }
}

## Frame of the page

shell-skip = Skip to the content
shell-subtitle = { $count } models learn clothes, in this tab
shell-views = Views
shell-hidden-title = “{ $view }” is hidden here
shell-hidden-text =
    The address of this page hides it, by the words after “hide=”: whoever gave you the address wanted fewer views. Without those words every view is there.
device-preparing = preparing…
device-training-on = training on { $device }
device-asking = device: asking…
device-chosen = device: { $device }
device-measured-at-start = device: measured at the start
device-reason-asking = the browser is being asked for WebGPU
device-reason-measure = the next run measures this model on both devices and takes the faster one
engine-starting = The engine is starting…
engine-is = Engine: { $backend }
engine-none = No engine: { $problem }
engine-crashed = The { $device } engine crashed: { $message }
engine-restart = Restart engine
page-reload = Reload
notice-dismiss = Dismiss this notice
shell-privacy = Everything happens in this tab: no picture and no model leaves your computer.
theme-auto = Theme: auto
theme-light = Theme: light
theme-dark = Theme: dark
view-lesson = Lesson
view-data = Data
view-train = Train
view-compare = Compare
view-evaluate = Evaluate
view-inside = Look inside
view-try-it = Try it
view-runs = Runs
view-models = Models
view-about = About
address-unknown = the address says “{ $words }”, which this page does not know: everything else in it applies
address-between = ”, “
page-broken = This page has broken down: { $info }. Reload it; the models that you have saved are safe.
file-empty = cannot load { $name }: the file is empty
file-too-large = cannot load { $name }: it has { $megabytes } MB, and no checkpoint of these models has more than { $most } MB
file-unreadable = cannot read { $name }: { $error }
engine-has-crashed = the engine has crashed: restart it
copy-refused = the browser does not let this page copy: select the text and copy it yourself
word-cancel = Cancel
look-inside = Look inside
pretrained-note = { $model } came with this page, pretrained with the lesson's settings; train your own to replace it.
pretrained-to-train = Train your own
word-copied = Copied
word-copy = Copy
code-copy-what = the code of “{ $title }”
code-is-copied = The code is copied
layers-of-model = Layers of the model
layers-layer = Layer
layers-what = What it does
layers-shape = Output shape
word-parameters = Parameters
layers-all = All layers
word-model = Model
models-none-yet = none yet

## Settings and devices

settings-epochs = Epochs
settings-batch-size = Batch size
settings-learning-rate = Learning rate
settings-hidden-units = Hidden units
settings-seed = Seed
settings-workers = CPU workers
settings-epochs-subject = epochs
settings-batch-size-subject = the batch size
settings-hidden-units-subject = hidden units
settings-seed-subject = the seed
settings-learning-rate-subject = the learning rate
settings-workers-subject = CPU workers
settings-not-whole = { $subject } must be a whole number from { $min } to { $max }, { $typed }
settings-not-a-rate = the learning rate must be a number above 0 and at most { $most }, { $typed }
settings-nothing-typed = but nothing is typed
settings-not-typed = not “{ $text }”
settings-title = Settings
settings-as-lesson = As in the lesson
settings-reset = Reset to the lesson's
settings-final-relu = ReLU on the ten results
settings-without = Without
settings-range = 1 to { $most }
settings-rate-range = above 0, up to { $most }
settings-seed-help = same seed, same run
settings-workers-range = at most, 1 to { $most }
device-will-measure = Both devices will make a few timed steps of this model before the run; the faster one trains
word-device = Device
device-one-worker = one worker trains on the CPU: { $reason }
device-workers = on the CPU up to { $n } workers share each batch of a convolutional model
device-auto = Auto (the faster one)
device-webgpu-software = WebGPU (software adapter)
device-webgpu-missing = WebGPU (not available here)
device-cpu-as-chosen = CPU, as you chose
device-webgpu-as-chosen = WebGPU, as you chose, on { $adapter }
device-cpu-because = CPU, because { $problem }
device-measured = measured with this model: CPU { $cpu }, WebGPU { $webgpu }
device-measured-under = measured with this model: CPU { $cpu }, WebGPU under { $webgpu }
device-webgpu-faster = WebGPU on { $adapter }, because it is the faster one here ({ $measured })
device-cpu-faster = CPU, because it is the faster one here ({ $measured })
device-software-adapter = the software adapter { $name }
engine-crashed-try = the engine crashed, restart it and try again
engine-anew-try = the engine was started anew, try again
engine-was-stopped = the engine was stopped
request-cannot-load = cannot load this file
request-no-answer = there is no answer
steps-fused = fast steps, written by hand for this kind of model
steps-stock = general steps of the library Burn, which fit any model but are slower
device-unnamed = unnamed adapter
webgpu-insecure =
    this page was not opened over https or from this computer, and browsers offer WebGPU to secure pages only: open it at https:// or http://127.0.0.1
webgpu-no-api = this browser does not offer WebGPU (no navigator.gpu): try a current Chrome, Edge, Firefox or Safari
webgpu-no-adapter =
    this browser knows WebGPU but found no graphics adapter for it: its driver may be blocked or switched off, see the browser's GPU page
webgpu-software = the only graphics adapter here is software ({ $name }), which is slower than the CPU engine
webgpu-lacks-feature = the graphics adapter lacks the feature “{ $feature }”, which the WebGPU engine needs
webgpu-device-failed = the graphics device could not be started: { $message }
config-epochs = epochs must be a whole number from 1 to { $most }, not { $found }
config-batch-size = the batch size must be a whole number from 1 to { $most }, not { $found }
config-learning-rate = the learning rate must be above 0 and at most { $most }, not { $found }
config-hidden-units = hidden units must be a whole number from 1 to { $most }, not { $found }
config-workers = CPU workers must be a whole number from 1 to { $most }, not { $found }

## Train

train-lead =
    Choose a model and fit it to the 60 000 training images, here in this tab. After each epoch it is judged on the 10 000 test images, from which it never learns.
train-obstacle-running = Settings are fixed while a run goes on: stop it to change them
train-obstacle-next = The next run is about to start
train-obstacle-no-data = The data set could not be loaded: see the Data tab
train-obstacle-loading = The training images are still loading: see the Data tab
train-obstacle-settings = A setting above makes no sense yet
train-begin = Start training
train-pause = Pause
train-resume = Resume
train-stop = Stop
train-whole-lesson = Run the whole lesson
train-whole-lesson-hint = All models of the lesson, one after another, with these settings
epochs-title = Epoch by epoch, beside the lesson
epochs-figures = Figures of each epoch
word-epoch = Epoch
word-this-run = This run
epochs-lesson = The lesson, and the difference
epochs-agreement = Agreement
word-train-loss = Train loss
word-train-accuracy = Train acc.
word-test-loss = Test loss
word-test-accuracy = Test acc.
word-right-answers = Right answers
epochs-digits = With the lesson's settings: the same printed digits are expected
epochs-points = With the lesson's settings: within 1.5 points is agreement, since rounding alone moves it so far
epochs-no-lesson = This model is not in the lesson
epochs-not-in-lesson = not in the lesson
epochs-not-comparable = not comparable
epochs-means =
    Losses and accuracies are means over batches, as the lesson computes them, and there a short last batch weighs as much as a full one. Below the lesson's figures stands this run's difference, of accuracies in percentage points. Right answers is the true share of test images that were recognised.
epochs-changed = Not comparable with the lesson: changed { $settings }
train-which-model = Model to train
train-n-parameters = { $n } parameters
train-with-units = with { $n } units: { $accuracy }
train-stopped-at = stopped at step { $step }: { $accuracy }
train-trained = trained: { $accuracy }
train-loaded = loaded: { $accuracy }
train-pretrained = pretrained, { $accuracy }
train-layers-of = Layers of { $model }
train-class-name = `{ $name }` in the lesson
train-shapes = Shapes are those of one image.
train-run-of = { $name }: run { $number } of { $n }
train-then = The whole lesson; then { $models }
word-and-between =  and 
train-not-started = Not started
train-starting = Starting
train-running-on = Running on { $place }
train-paused = Paused
train-done-on = ✓ Done on { $place }
train-stopped = Stopped
train-diverged = ✗ Diverged
train-failed = ✗ Failed
train-testing = Testing after epoch { $epoch }: { $done } of { $images } images
train-epoch-and-step = Epoch { $epoch } of { $epochs } · step { $step } of { $steps }
train-took = took { $time }
train-looked-at = Looked at { $seen }/{ $total } samples
train-first-loss = mean loss of the first 20 steps
train-last-loss = of the last 20 steps
train-time = training time
train-lesson-settings = With the lesson's settings.
train-changed-settings = Changed, so not as in the lesson: { $settings }.
train-wrong-settings = A setting makes no sense yet.
train-change-settings = Change the settings
train-take-lessons = Take the lesson's
train-to-evaluate = Evaluate it
train-to-try = Try it
train-notebook-hint = The same run in PyTorch, as a Jupyter notebook
train-notebook = Open as notebook
train-back = Back to the model before
train-may-stop = { $advice } You may stop it and try again.
train-done = Done in { $time }
train-done-with = Done in { $time }: { $accuracy } on the test images
train-stopped-of = Stopped at step { $step } of { $steps }
train-stopped-and-kept =
    Stopped at step { $step } of { $steps }; what it has learnt until then is the model now, and left out of comparisons
train-beginning = Start training, and the curves below grow as it learns.
train-watching =
    The line is what it learns from, the dots are what it has never seen: as long as both get better, it learns rather than memorises.

## Agreement with the lesson

agreement-digits = ✓ the same digits
agreement-rounding = ✓ but for rounding
agreement-points = ✓ within 1.5 points
agreement-differs = ≠ differs

## About

about-lead = The lesson begins with its libraries. Here they are, beside what does their work in this tab.
diagnostics-title = Diagnostics
diagnostics-text =
    The engine runs beside the page, in a worker. If it ever crashes, the page says so and can start it again: what was trained before is kept here and handed to the new engine.
diagnostics-crash = Crash the engine, to see it recover
for-class-title = For a class
for-class-text =
    An address can leave out views that a lesson does not need yet: with `?hide=compare,models` before the `#` it opens the page without those two. The model and its settings stand in the address as well, so a link brings a class to the same place.
for-class-words = About always stays; these can be hidden:
library-torchvision-purpose = data sets, models and transforms for computer vision
library-torchvision-here = this page: the models, the data set's files and their preparation, written on Burn
library-torchvision-datasets-purpose = example data sets, and base classes for one's own
library-torchvision-datasets-here = the four published FashionMNIST files, fetched, checked and unpacked in the worker
library-torchvision-models-purpose = well-known architectures
library-torchvision-models-here = Burn modules: two linear models and TinyVGG, with PyTorch's names and first weights
library-torchvision-transforms-purpose = turns images into tensors
library-torchvision-transforms-here = ToTensor(): bytes / 255, in the order [batch, channel, height, width]
library-torch-utils-data-dataset-purpose = images with their labels, by index
library-torch-utils-data-dataset-here = a split: 784 bytes an image, 1 byte a label, kept as bytes
library-torch-utils-data-dataloader-purpose = deals batches, shuffled every epoch
library-torch-utils-data-dataloader-here = batches in PyTorch's own order, from a port of its random numbers
library-torch-nn-purpose = layers and losses
library-torch-nn-here = Burn's own: Linear, Conv2d, MaxPool2d, Relu, CrossEntropyLoss; fused steps compute the same by hand
library-torch-optim-sgd-purpose = moves the weights against the gradient
library-torch-optim-sgd-here = Burn's Sgd, without momentum or decay; part of the kernel in fused steps
library-torch-device-purpose = GPU if there is one, else CPU
library-torch-device-here = Burn's wgpu backend on WebGPU, or its flex backend on the CPU; the faster one, measured
libraries-title = Libraries
libraries-lesson = In the lesson
libraries-purpose = What it is for
libraries-here = Here
libraries-versions = Versions
machine-software-with = { $name } (software, with timestamp-query)
machine-software-without = { $name } (software, without timestamp-query)
machine-hardware-with = { $name } (hardware, with timestamp-query)
machine-hardware-without = { $name } (hardware, without timestamp-query)
machine-under = under { $speed }
machine-not-started = not started: nothing has needed it
machine-starting = starting…
machine-not-available = not available: { $problem }
machine-crashed = crashed: { $message }
machine-asking = asking the browser…
word-none = none
machine-first-run = the first run will tell
machine-no-long-task = none above 50 ms so far
machine-title = This browser
machine-cpu = CPU engine
machine-cpu-steps = Training steps on the CPU
machine-cpu-workers = Workers on the CPU
machine-webgpu = WebGPU engine
machine-webgpu-steps = Training steps on WebGPU
machine-adapter = WebGPU adapter
machine-longest-task = Longest task of the page while training
machine-speeds = Measured speeds, by which “Auto” chooses
machine-adapter-settings = Adapter and settings
machine-again = Measure again with the next run
word-browser = Browser
