import { useEffect, useRef, useState } from 'hono/jsx/dom';
import type { Specimen } from '../wire';

export interface CameraGiven {
  isCamera: boolean;
  specimens: Specimen[];
  /** The one in the finder at first. */
  aimed: Specimen;
  /** Where a picture of one's own goes. */
  ownPhotoNote: string;
  onAim(specimen: Specimen): void;
  close(photo: Blob | undefined): void;
}

/** Camera and album: a specimen, or a picture of one's own from this computer. */
export function Camera(given: CameraGiven) {
  const { isCamera, specimens, ownPhotoNote, onAim, close } = given;
  const [aimed, setAimed] = useState(given.aimed);
  const [stream, setStream] = useState<MediaStream | undefined>(undefined);
  const [isRefused, setRefused] = useState(false);
  const strip = useRef<HTMLElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  useEffect(() => {
    const chosen = strip.current?.querySelector('[aria-pressed="true"]');
    chosen?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, []);
  useEffect(() => {
    if (video.current) video.current.srcObject = stream ?? null;
    return () => {
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, [stream]);

  const aim = (specimen: Specimen) => {
    onAim(specimen);
    setAimed(specimen);
    setStream(undefined);
    setRefused(false);
  };
  const openWebcam = () =>
    navigator.mediaDevices
      .getUserMedia({ video: { width: 1920 } })
      .then(setStream, () => setRefused(true));
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) close(file);
  };
  const choose = ({ target }: Event) => {
    const file = (target as HTMLInputElement).files?.[0];
    if (file) close(file);
  };
  const shoot = async () =>
    close(
      await (stream && video.current ? capture(video.current) : (await fetch(aimed.url)).blob()),
    );

  return (
    <>
      <figure
        class="finder"
        onDragOver={(event: DragEvent) => event.preventDefault()}
        onDrop={drop}
      >
        <img src={aimed.url} alt="取景框里的样本" hidden={stream !== undefined} />
        <video ref={video} autoplay muted playsinline hidden={!stream} />
        <p>{stream ? '电脑的摄像头' : isRefused ? '浏览器没有给出摄像头' : aimed.caption}</p>
      </figure>
      <p class="own-note">{ownPhotoNote}</p>
      <div class="own">
        <label>
          选择或拖入自己的照片
          <input type="file" accept="image/*" aria-label="选择照片" onChange={choose} />
        </label>
        {isCamera && navigator.mediaDevices !== undefined && (
          <button type="button" onClick={openWebcam}>
            电脑摄像头
          </button>
        )}
      </div>
      <div class="thumbnails" ref={strip}>
        {specimens.map((specimen) => (
          <button
            type="button"
            class="thumbnail"
            aria-label={specimen.caption}
            aria-pressed={String(specimen === aimed)}
            onClick={() => aim(specimen)}
          >
            <img src={specimen.thumbnail} alt="" />
          </button>
        ))}
      </div>
      <div class="camera-buttons">
        <button type="button" class="camera-close" onClick={() => close(undefined)}>
          取消
        </button>
        <button
          type="button"
          class="shutter"
          aria-label={isCamera ? '拍照' : '使用'}
          onClick={shoot}
        />
      </div>
    </>
  );
}

/** What the computer's camera shows, as a phone's camera would hand it over. */
async function capture(video: HTMLVideoElement): Promise<Blob | undefined> {
  // The camera has been given, and its first picture may still be on the way.
  if (video.readyState < video.HAVE_CURRENT_DATA)
    await new Promise((resolve) => video.addEventListener('loadeddata', resolve, { once: true }));
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((resolve) => {
    canvas.toBlob((blob) => resolve(blob ?? undefined), 'image/jpeg', 0.92);
  });
}
