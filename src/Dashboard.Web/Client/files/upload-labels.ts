/** The words of `<file-upload>`. */
export interface UploadLabels {
  choose: string;
  waiting: string;
  done: string;
  failed: string;
  lost: string;
  cancel: string;
  cancelled: string;
  folder: string;
  dismiss: string;
}

const ENGLISH: UploadLabels = {
  choose: "Upload…",
  waiting: "waiting",
  done: "uploaded",
  failed: "not uploaded",
  lost: "The connection was lost.",
  cancel: "Cancel",
  cancelled: "cancelled",
  folder: "Folders can't be dropped here; drop the files in them.",
  dismiss: "Dismiss",
};

export function parseUploadLabels(json: string | null): UploadLabels {
  return json ? { ...ENGLISH, ...(JSON.parse(json) as Partial<UploadLabels>) } : ENGLISH;
}
